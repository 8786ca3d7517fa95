/**
 * Our peer and tracker with those of others: libtorrent in the same process, Transmission, aria2 and opentracker as
 * Debian has them. Everything is bound to loopback and lives in temporary folders.
 */
@NullMarked
package org.lyceum.e2e.clients;

import org.jspecify.annotations.NullMarked;
