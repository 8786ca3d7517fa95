/** {@code lyceum bench picker}: what one request costs the piece picker in a large swarm, by JMH. */
@NullMarked
package org.lyceum.e2e.bench.picker;

import org.jspecify.annotations.NullMarked;
