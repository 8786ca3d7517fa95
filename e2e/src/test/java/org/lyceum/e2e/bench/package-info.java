/** {@code ./lyceum bench}: what it can measure. */
@NullMarked
package org.lyceum.e2e.bench;

import org.jspecify.annotations.NullMarked;
