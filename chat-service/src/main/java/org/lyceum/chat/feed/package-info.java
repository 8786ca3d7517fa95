/**
 * Brings a room's events to many readers: each batch is encoded once, as the very bytes that every socket sends; a
 * reader that falls behind is no burden to the others.
 *
 * <p>{@link org.lyceum.chat.feed.Feed} decides, for the readers that one thread serves; {@link
 * org.lyceum.chat.feed.FanOut} gathers what a room says into batches, and hands them to the feeds of all threads.
 */
@NullMarked
package org.lyceum.chat.feed;

import org.jspecify.annotations.NullMarked;
