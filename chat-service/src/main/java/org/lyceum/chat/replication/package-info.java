/**
 * The log of a room: one chat node orders its events, the others hold them, and take over when it fails.
 * {@code docs/rooms.md} states the protocol, what it guarantees and where its limits are. Pure: time, randomness,
 * messages and storage are handed in.
 */
@NullMarked
package org.lyceum.chat.replication;

import org.jspecify.annotations.NullMarked;
