/** OpenAI's interface for transcriptions, for the many programs that speak it already. */
@NullMarked
package org.lyceum.ml.openai;

import org.jspecify.annotations.NullMarked;
