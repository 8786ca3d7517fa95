/** Live speech from outside. */
@NullMarked
package org.lyceum.ml.live;

import org.jspecify.annotations.NullMarked;
