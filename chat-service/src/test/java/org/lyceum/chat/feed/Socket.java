package org.lyceum.chat.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reader whose socket takes what the test says, and that reads its pages from a log in memory. */
final class Socket implements Reader {

    private static final Pattern SEQ = Pattern.compile("\"seq\":([0-9]+)");

    private final Feed feed;
    private final SortedMap<Long, byte[]> log;
    final List<Long> got = new ArrayList<>();
    private boolean writable = true;
    private long wantsAfter;
    private long ticket;

    @Nullable
    String dropped;

    boolean gone;
    int frames;
    int shared;

    Socket(Feed feed, SortedMap<Long, byte[]> log) {
        this.feed = feed;
        this.log = log;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void send(ByteBuf frame) {
        int length = frame.getByte(1);
        int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        assertThat(frame.getByte(0)).isEqualTo((byte) 0x81);
        String text = frame.toString(header, frame.readableBytes() - header, US_ASCII);
        if (text.startsWith("{\"type\":\"events\"")) {
            assertThat(text).endsWith("}]}");
            SEQ.matcher(text).results().forEach(match -> got.add(Long.parseLong(match.group(1))));
        }
        frames++;
        shared = frame.refCnt();
        frame.release();
    }

    @Override
    public void flush() {}

    @Override
    public void fetch(long after, long forTicket) {
        wantsAfter = after;
        ticket = forTicket;
    }

    @Override
    public void tooSlow(String reason) {
        dropped = reason;
    }

    @Override
    public void roomIsGone() {
        gone = true;
    }

    boolean wantsPage() {
        return ticket != 0;
    }

    /** The page that it wants, if any, comes. */
    void page(int limit) {
        if (ticket != 0) {
            long asked = ticket;
            ticket = 0;
            answer(asked, limit);
        }
    }

    /** The page that it wanted comes late. */
    Runnable latePage() {
        long asked = ticket;
        return () -> answer(asked, 1);
    }

    private void answer(long asked, int limit) {
        List<Batch.Encoded> events = log.tailMap(wantsAfter + 1).entrySet().stream()
                .limit(limit)
                .map(entry -> new Batch.Encoded(entry.getKey(), entry.getValue()))
                .toList();
        feed.page(this, asked, events.isEmpty() ? null : Batch.of(events));
    }

    void catchUp() {
        while (wantsPage()) {
            page(7);
        }
    }

    void block() {
        writable = false;
    }

    void unblock() {
        writable = true;
        feed.writable(this);
    }
}
