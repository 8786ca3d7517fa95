/**
 * How fast content may go in and out.
 *
 * <p>Pure accounts: time is handed in, and whoever uses a bucket sees to it that those who wait are served.
 */
@NullMarked
package org.lyceum.bittorrent.rate;

import org.jspecify.annotations.NullMarked;
