/** What the tracker has done since it started: counters, over REST and as metrics. */
@NullMarked
package org.lyceum.tracker.stats;

import org.jspecify.annotations.NullMarked;
