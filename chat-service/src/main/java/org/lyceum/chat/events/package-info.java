/**
 * What happens in a room: events, each written and signed by its author, so that whoever carries, orders or stores one
 * can neither change it nor put words into another's mouth. {@code docs/rooms.md} has the format.
 */
@NullMarked
package org.lyceum.chat.events;

import org.jspecify.annotations.NullMarked;
