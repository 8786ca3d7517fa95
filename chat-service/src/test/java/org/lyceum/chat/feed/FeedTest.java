package org.lyceum.chat.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeedTest {

    private final TreeMap<Long, byte[]> log = new TreeMap<>();
    private final Feed feed = new Feed();

    private Batch place(long... seqs) {
        return Batch.of(LongStream.of(seqs)
                .mapToObj(seq -> {
                    byte[] json = "{\"seq\":%d}".formatted(seq).getBytes(US_ASCII);
                    log.put(seq, json);
                    return new Batch.Encoded(seq, json);
                })
                .toList());
    }

    private Batch place(int from, int to) {
        return place(LongStream.rangeClosed(from, to).toArray());
    }

    private Socket join(long after) {
        Socket socket = new Socket(feed, log);
        feed.join(socket, after, log.isEmpty() ? 0 : log.lastKey());
        return socket;
    }

    private static Long[] seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new);
    }

    @Test
    void aReaderFirstGetsWhatWasSaidBeforeItCame() {
        place(1, 30);
        Socket socket = join(10);
        socket.catchUp();
        feed.publish(place(31, 32));
        assertThat(socket.got).containsExactly(seqs(11, 32));
    }

    @Test
    void whatIsPublishedWhileAReaderCatchesUpComesOnce() {
        place(1, 20);
        Socket socket = join(0);
        feed.publish(place(21, 23));
        socket.page(22);
        feed.publish(place(24L));
        socket.catchUp();
        feed.publish(place(25L));
        assertThat(socket.got).containsExactly(seqs(1, 25));
    }

    @Test
    void allReadersShareOneFrame() {
        Socket one = join(0);
        Socket other = join(0);
        one.catchUp();
        other.catchUp();
        feed.publish(place(1, 2));
        assertThat(one.got).isEqualTo(other.got).containsExactly(1L, 2L);
        assertThat(one.shared).isEqualTo(2);
        assertThat(other.shared).isEqualTo(2);
    }

    @Test
    void aFullSocketIsLeftInPeaceAndGoesOnWhereItStopped() {
        Socket socket = join(0);
        socket.catchUp();
        socket.block();
        feed.publish(place(1L));
        feed.publish(place(2, 3));
        assertThat(socket.frames).isZero();
        socket.unblock();
        assertThat(socket.got).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aReaderTooFarBehindIsDroppedAndToldWhereToGoOn() {
        Socket slow = join(0);
        Socket quick = join(0);
        slow.catchUp();
        quick.catchUp();
        feed.publish(place(1L));
        slow.block();
        for (long seq = 2; seq <= 1 + Feed.MAX_EVENTS; seq++) {
            feed.publish(place(seq));
        }
        assertThat(slow.dropped).isNull();
        feed.publish(place(2L + Feed.MAX_EVENTS));
        assertThat(slow.dropped).isEqualTo("more than 4096 events or 8 MiB behind: reconnect with after=1");
        assertThat(quick.got).containsExactly(seqs(1, 2 + Feed.MAX_EVENTS));
        assertThat(feed.readers()).isEqualTo(1);
    }

    @Test
    void largeEventsCountByTheirBytes() {
        Socket slow = join(0);
        slow.catchUp();
        slow.block();
        byte[] large =
                "{\"seq\":1,\"text\":\"%s\"}".formatted("x".repeat(1 << 20)).getBytes(US_ASCII);
        for (int seq = 1; seq <= 9; seq++) {
            feed.publish(Batch.of(List.of(new Batch.Encoded(seq, large))));
        }
        assertThat(slow.dropped).isNotNull();
    }

    @Test
    void aReaderThatCatchesUpIsNotTooSlowHoweverMuchThereIs() {
        place(1, 10);
        Socket socket = join(0);
        for (long seq = 11; seq <= 10_000; seq++) {
            feed.publish(place(seq));
        }
        socket.catchUp();
        feed.publish(place(10_001L));
        assertThat(socket.dropped).isNull();
        assertThat(socket.got).containsExactly(seqs(1, 10_001));
    }

    @Test
    void anotherLogIsReadFromItsStartAndPagesOfTheOldOneAreThrownAway() {
        place(1, 20);
        Socket socket = join(0);
        Runnable late = socket.latePage();
        ByteBuf over = TextFrame.of("{\"type\":\"over\"}".getBytes(US_ASCII));
        feed.startOver(over);
        late.run();
        assertThat(socket.got).isEmpty();
        log.clear();
        feed.publish(place(1, 2));
        socket.catchUp();
        feed.publish(place(3L));
        assertThat(socket.got).containsExactly(1L, 2L, 3L);
        over.release();
    }

    @Test
    void whatWasNotPublishedIsFetched() {
        Socket socket = join(0);
        socket.catchUp();
        feed.publish(place(1L));
        place(2, 4).release();
        feed.gap(4);
        feed.publish(place(5L));
        socket.catchUp();
        assertThat(socket.got).containsExactly(seqs(1, 5));
    }

    @Test
    void newsThatAFullSocketMissedComesLaterAndOnlyTheLatest() {
        Socket socket = join(0);
        socket.catchUp();
        socket.block();
        ByteBuf news = TextFrame.of("{\"type\":\"status\"}".getBytes(US_ASCII));
        feed.tell(Feed.News.STATUS, news);
        feed.tell(Feed.News.STATUS, news);
        feed.tell(news);
        assertThat(socket.frames).isZero();
        socket.unblock();
        assertThat(socket.frames).isEqualTo(1);
        news.release();
    }

    @Test
    void closingLetsGoOfEveryBufferAndTellsReaders() {
        Socket socket = join(0);
        socket.catchUp();
        Batch batch = place(1L);
        feed.publish(batch.retain());
        feed.close();
        assertThat(socket.gone).isTrue();
        ByteBuf frame = batch.frameAfter(0);
        assertThat(frame.refCnt()).isEqualTo(2);
        frame.release(2);
    }

    /** Whatever happens in whatever order. */
    @Property(tries = 500)
    void everyReaderGetsEveryEventOnceInOrder(@ForAll long seed) {
        TreeMap<Long, byte[]> events = new TreeMap<>();
        Feed tried = new Feed();
        Random random = new Random(seed);
        Map<Socket, Long> readers = new HashMap<>();
        long seq = 0;
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    Socket socket = new Socket(tried, events);
                    long after = random.nextLong(seq + 1);
                    readers.put(socket, after);
                    tried.join(socket, after, seq);
                }
                case 1 ->
                    readers.keySet().stream().filter(_ -> random.nextBoolean()).forEach(Socket::block);
                case 2 ->
                    readers.keySet().stream().filter(_ -> random.nextBoolean()).forEach(Socket::unblock);
                case 3 -> readers.keySet().forEach(socket -> socket.page(1 + random.nextInt(5)));
                default -> {
                    List<Batch.Encoded> batch = new ArrayList<>();
                    for (int i = random.nextInt(3); i >= 0; i--) {
                        seq += 1 + random.nextInt(2);
                        byte[] json = "{\"seq\":%d}".formatted(seq).getBytes(US_ASCII);
                        events.put(seq, json);
                        batch.add(new Batch.Encoded(seq, json));
                    }
                    tried.publish(Batch.of(batch));
                }
            }
        }
        readers.forEach((socket, after) -> {
            socket.unblock();
            socket.catchUp();
            assertThat(socket.got)
                    .containsExactlyElementsOf(events.tailMap(after, false).keySet());
        });
        tried.close();
    }
}
