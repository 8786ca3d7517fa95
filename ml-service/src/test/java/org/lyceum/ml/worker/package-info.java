/** What happens to a node whose engines crash, hang and eat. */
@NullMarked
package org.lyceum.ml.worker;

import org.jspecify.annotations.NullMarked;
