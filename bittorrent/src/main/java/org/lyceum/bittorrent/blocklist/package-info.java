/**
 * Which addresses the user wants nothing to do with: the text lists of eMule, PeerGuardian and firewalls, read in one
 * pass and asked by binary search.
 */
@NullMarked
package org.lyceum.bittorrent.blocklist;

import org.jspecify.annotations.NullMarked;
