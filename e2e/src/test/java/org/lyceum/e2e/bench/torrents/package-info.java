/** {@code ./lyceum bench torrents}: what a peer costs that has many torrents and that nobody asks for any. */
@NullMarked
package org.lyceum.e2e.bench.torrents;

import org.jspecify.annotations.NullMarked;
