/** The shapes of the wire: numbers, texts and lists that believe no size before the bytes are there. */
@NullMarked
package org.lyceum.overlay.codec;

import org.jspecify.annotations.NullMarked;
