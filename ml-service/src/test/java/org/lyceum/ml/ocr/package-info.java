/** Real pages, and what they can be spoilt by. */
@NullMarked
package org.lyceum.ml.ocr;

import org.jspecify.annotations.NullMarked;
