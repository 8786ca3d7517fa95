package org.lyceum.bittorrent.blocklist;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;

/** Reads a list line by line, and holds no more of it than the ranges and one line. For one use. */
final class BlocklistParser {

    /** The longest public lists have some 600,000. */
    static final int MOST_RANGES = 2_000_000;

    static final int BAD_LINES_TOLD = 10;

    /** After decompression; the longest public lists have some 30 MB. */
    static final long MOST_BYTES = 256L << 20;

    /** One of IPv6 counts as so many, as it takes so much more memory here. */
    private static final int IPV6_WEIGHT = 8;

    private static final int LONGEST_LINE = 4096;
    private static final int BUFFER = 64 * 1024;

    private long[] ipv4 = new long[1024];
    private int ipv4Count;
    private final List<long[]> ipv6 = new ArrayList<>();
    private final List<BadLine> firstBad = new ArrayList<>();
    private long bad;
    private long lines;

    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;

    Blocklist read(InputStream list) throws IOException {
        try (InputStream plain = decompressed(list)) {
            readLines(plain);
        } catch (ZipException | EOFException e) {
            throw new BitTorrentException(
                    BitTorrentException.Reason.MALFORMED,
                    "blocklist: the gzip archive is damaged after line %d (%s)".formatted(lines, e.getMessage()),
                    e);
        }
        if (ipv4Count == 0 && ipv6.isEmpty()) {
            throw BitTorrentException.malformed("blocklist: none of its %d lines names an address to block%s"
                    .formatted(
                            lines,
                            firstBad.isEmpty()
                                    ? ""
                                    : "; line %d: %s"
                                            .formatted(
                                                    firstBad.getFirst().number(),
                                                    firstBad.getFirst().why())));
        }
        return new Blocklist(
                new Ipv4Ranges(Arrays.copyOf(ipv4, ipv4Count)),
                new Ipv6Ranges(ipv6.toArray(long[][]::new)),
                firstBad,
                bad);
    }

    private static InputStream decompressed(InputStream list) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(list, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        if (first == 'P' && second == 'K') {
            throw BitTorrentException.malformed("blocklist: this is a zip archive; unpack it and give the file in it");
        }
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    private void readLines(InputStream plain) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
            total += read;
            if (total > MOST_BYTES) {
                throw BitTorrentException.malformed(
                        "blocklist: more than %d MiB; give a shorter list".formatted(MOST_BYTES >> 20));
            }
            for (int i = 0; i < read; i++) {
                take(buffer[i]);
            }
        }
        if (lineLength > 0) {
            endLine();
        }
    }

    private void take(byte next) {
        if (next == '\n') {
            endLine();
        } else if (lineLength < LONGEST_LINE) {
            line[lineLength++] = next;
        }
    }

    private void endLine() {
        lines++;
        if (lineLength == LONGEST_LINE) {
            bad("longer than %d bytes".formatted(LONGEST_LINE - 1));
        } else {
            // names come in any encoding, and are passed over
            String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1);
            add(BlocklistLine.parse(lines == 1 && text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text));
        }
        lineLength = 0;
    }

    private void add(@Nullable AddressRange range) {
        switch (range) {
            case null -> {}
            case AddressRange.Wrong(String why) -> bad(why);
            case AddressRange.Ipv4(int first, int last) -> {
                requireRoom();
                if (ipv4Count == ipv4.length) {
                    ipv4 = Arrays.copyOf(ipv4, ipv4Count * 2);
                }
                ipv4[ipv4Count++] = Ipv4Ranges.pack(first, last);
            }
            case AddressRange.Ipv6 six -> {
                requireRoom();
                ipv6.add(new long[] {six.firstHigh(), six.firstLow(), six.lastHigh(), six.lastLow()});
            }
        }
    }

    private void requireRoom() {
        if (ipv4Count + IPV6_WEIGHT * ipv6.size() >= MOST_RANGES) {
            throw BitTorrentException.malformed(
                    "blocklist: more than %d ranges (one of IPv6 counts as %d), at line %d; give a shorter list"
                            .formatted(MOST_RANGES, IPV6_WEIGHT, lines));
        }
    }

    private void bad(String why) {
        bad++;
        if (firstBad.size() < BAD_LINES_TOLD) {
            firstBad.add(new BadLine(lines, why));
        }
    }
}
