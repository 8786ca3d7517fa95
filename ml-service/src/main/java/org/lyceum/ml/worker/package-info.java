/**
 * Keeps native code away from the node: engines run in processes of their own, which are watched, ended when they take
 * too much time or memory, and replaced when they crash. {@link org.lyceum.ml.worker.Workers} is how the node asks them;
 * {@link org.lyceum.ml.worker.WorkerMain} is what runs in them.
 */
@NullMarked
package org.lyceum.ml.worker;

import org.jspecify.annotations.NullMarked;
