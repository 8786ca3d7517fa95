/**
 * What engines read: pages of words with boxes, utterances of words with times; and the formats that people and
 * programs want them in. Knows no engine.
 */
@NullMarked
package org.lyceum.ml.document;

import org.jspecify.annotations.NullMarked;
