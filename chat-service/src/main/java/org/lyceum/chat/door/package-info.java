/**
 * The rooms of this node for its own people: REST, server-sent events and WebSocket, as {@code docs/rooms-api.md}
 * describes them.
 */
@NullMarked
package org.lyceum.chat.door;

import org.jspecify.annotations.NullMarked;
