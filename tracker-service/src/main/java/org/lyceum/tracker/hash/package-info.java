/** A keyed hash for short inputs: it signs connection ids and spreads addresses over hash tables. */
@NullMarked
package org.lyceum.tracker.hash;

import org.jspecify.annotations.NullMarked;
