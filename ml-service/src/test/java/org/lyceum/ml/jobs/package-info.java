/** Whose turn it is, and the service from outside. */
@NullMarked
package org.lyceum.ml.jobs;

import org.jspecify.annotations.NullMarked;
