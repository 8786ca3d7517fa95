/**
 * {@code lyceum bench channel}: how fast one stream of the overlay is, beside what it is made of, the cipher and TCP.
 */
@NullMarked
package org.lyceum.e2e.bench.channel;

import org.jspecify.annotations.NullMarked;
