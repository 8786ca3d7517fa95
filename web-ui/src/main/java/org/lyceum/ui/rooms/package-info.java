/**
 * The rooms: who says what, and saying it.
 *
 * <p>What is said reaches an open page over the room's own channel, a WebSocket that is relayed frame by frame. The page
 * asks for each post as HTML, so that a post looks the same whether it was there before or has just come.
 */
@NullMarked
package org.lyceum.ui.rooms;

import org.jspecify.annotations.NullMarked;
