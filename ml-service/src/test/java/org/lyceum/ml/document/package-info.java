/** The formats, on documents made by hand. */
@NullMarked
package org.lyceum.ml.document;

import org.jspecify.annotations.NullMarked;
