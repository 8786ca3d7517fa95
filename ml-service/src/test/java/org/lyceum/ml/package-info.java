/** The service as a whole, and how its packages depend on each other. */
@NullMarked
package org.lyceum.ml;

import org.jspecify.annotations.NullMarked;
