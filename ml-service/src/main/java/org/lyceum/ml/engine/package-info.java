/**
 * What every engine is: it reads a file and hands out what it read, part by part. Engines are found through {@link
 * org.lyceum.ml.engine.EngineProvider}; they run in worker processes alone, because they are native code fed with what
 * strangers send.
 */
@NullMarked
package org.lyceum.ml.engine;

import org.jspecify.annotations.NullMarked;
