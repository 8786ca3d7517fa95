/** Rooms as a Spring application of their own, or as a part of another. */
@NullMarked
package org.lyceum.chat;

import org.jspecify.annotations.NullMarked;
