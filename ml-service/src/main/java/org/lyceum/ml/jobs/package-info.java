/**
 * Files that people want read: who comes next, what is being done, what came of it, and the REST interface of all that.
 * {@link org.lyceum.ml.jobs.JobQueue} alone decides the order, and knows neither clock nor thread.
 */
@NullMarked
package org.lyceum.ml.jobs;

import org.jspecify.annotations.NullMarked;
