/** OpenAI's interface from outside. */
@NullMarked
package org.lyceum.ml.openai;

import org.jspecify.annotations.NullMarked;
