/** Hears recordings and people who speak: FFmpeg's libraries decode, Vosk understands. Runs in worker processes. */
@NullMarked
package org.lyceum.ml.speech;

import org.jspecify.annotations.NullMarked;
