/**
 * What everyone is in a network, as everyone can check: from the credentials in the directory, and the revocation lists
 * that travel by gossip. Pure: the time and the messages are handed in.
 */
@NullMarked
package org.lyceum.overlay.roles;

import org.jspecify.annotations.NullMarked;
