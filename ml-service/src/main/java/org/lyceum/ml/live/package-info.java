/** Live captions by the protocol of vosk-server: audio in, what is being said out. */
@NullMarked
package org.lyceum.ml.live;

import org.jspecify.annotations.NullMarked;
