/**
 * Whom to upload to: tit-for-tat, so that who gives gets.
 *
 * <p>Pure decisions over what the caller measured: time is handed in, randomness comes from a generator, and nothing here
 * waits or sends.
 */
@NullMarked
package org.lyceum.bittorrent.choker;

import org.jspecify.annotations.NullMarked;
