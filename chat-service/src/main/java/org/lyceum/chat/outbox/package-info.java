/** What a person has said and the room has not heard yet, kept until it has: once, in order. Pure. */
@NullMarked
package org.lyceum.chat.outbox;

import org.jspecify.annotations.NullMarked;
