/** What every engine must hold, and what tests of engines share. */
@NullMarked
package org.lyceum.ml.engine;

import org.jspecify.annotations.NullMarked;
