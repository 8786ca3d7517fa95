/** Real recordings, and files that pretend to be some. */
@NullMarked
package org.lyceum.ml.speech;

import org.jspecify.annotations.NullMarked;
