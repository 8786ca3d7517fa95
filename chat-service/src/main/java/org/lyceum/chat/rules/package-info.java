/** Who may do what in a room, with reasons that people understand. Pure: the room and the time are handed in. */
@NullMarked
package org.lyceum.chat.rules;

import org.jspecify.annotations.NullMarked;
