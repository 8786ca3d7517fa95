/** Rows of processes that take turns, and what each run of them took. Knows nothing of what they do. */
@NullMarked
package org.lyceum.e2e.bench.measure;

import org.jspecify.annotations.NullMarked;
