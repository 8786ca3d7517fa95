/** What a node keeps of its rooms, in one embedded database: {@code docs/rooms.md} says what is on disk when. */
@NullMarked
package org.lyceum.chat.storage;

import org.jspecify.annotations.NullMarked;
