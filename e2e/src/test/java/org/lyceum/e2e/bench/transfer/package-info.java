/**
 * {@code lyceum bench transfer}: how fast content gets from one peer to others, for our engine and for those of others,
 * in turn on the same machine with the same bytes.
 */
@NullMarked
package org.lyceum.e2e.bench.transfer;

import org.jspecify.annotations.NullMarked;
