package org.lyceum.peer.torrents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * The part of a file that a request asks for (RFC 9110, section 14).
 *
 * @param from first byte
 * @param to after the last byte
 */
record ContentRange(long from, long to, boolean partial) {

    /**
     * Reads a Range header. Several ranges, another unit and nonsense get the whole file, as the RFC allows; null means
     * that the one range lies beyond the end.
     */
    static @Nullable ContentRange of(@Nullable String header, long length) {
        ContentRange whole = new ContentRange(0, length, false);
        if (header == null) {
            return whole;
        }
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            return whole;
        }
        if (ranges.size() != 1) {
            return whole;
        }
        HttpRange range = ranges.getFirst();
        long from = range.getRangeStart(length);
        return from < length ? new ContentRange(from, range.getRangeEnd(length) + 1, true) : null;
    }

    long size() {
        return to - from;
    }
}
