package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.wire.MetadataMessage;

class MetadataFetchTest {

    private static final byte[] INFO = EngineFixture.randomBytes(20 * MetadataMessage.PIECE_LENGTH + 100, 1);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final MetadataFetch fetch = new MetadataFetch(InfoHash.ofInfo(INFO));

    private static final class Source implements MetadataFetch.Source {

        private final List<Integer> asked = new ArrayList<>();
        private @Nullable String banned;

        @Override
        public int metadataSize() {
            return INFO.length;
        }

        @Override
        public void sendMetadata(MetadataMessage message) {
            asked.add(((MetadataMessage.Request) message).piece());
        }

        @Override
        public void ban(String reason) {
            banned = reason;
        }
    }

    private static MetadataMessage.Data data(byte[] info, int piece) {
        int from = piece * MetadataMessage.PIECE_LENGTH;
        int to = Math.min(info.length, from + MetadataMessage.PIECE_LENGTH);
        return new MetadataMessage.Data(piece, info.length, Unpooled.wrappedBuffer(Arrays.copyOfRange(info, from, to)));
    }

    private Optional<byte[]> giveAll(Source source, byte[] info, long now) {
        Optional<byte[]> whole = Optional.empty();
        for (int piece = 0; piece <= 20; piece++) {
            whole = fetch.received(source, data(info, piece), now);
        }
        return whole;
    }

    @Test
    void takesTheDictionaryFromOnePeerAFewPiecesAhead() {
        Source source = new Source();
        fetch.offered(source, 0);
        assertThat(source.asked).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);

        assertThat(giveAll(source, INFO, 0)).hasValue(INFO);
        assertThat(source.asked).hasSize(21).isSorted();
        assertThat(fetch.received(source, data(INFO, 20), 0)).isEmpty();
    }

    @Test
    void takesPiecesInAnyOrderButNoneThatWasNotAskedFor() {
        Source source = new Source();
        fetch.offered(source, 0);
        fetch.received(source, data(INFO, 20), 0);
        fetch.received(source, data(INFO, 1), 0);
        fetch.received(source, data(INFO, 1), 0);

        assertThat(giveAll(source, INFO, 0)).hasValue(INFO);
    }

    @Test
    void bansWhoGivesAnotherDictionaryAndAsksTheNext() {
        List<Source> sources = List.of(new Source(), new Source(), new Source(), new Source());
        sources.forEach(source -> fetch.offered(source, 0));
        assertThat(sources.get(3).asked).isEmpty();

        assertThat(giveAll(sources.getFirst(), new byte[INFO.length], 0)).isEmpty();

        assertThat(sources.getFirst().banned).isNotNull();
        assertThat(giveAll(sources.get(3), INFO, 0)).hasValue(INFO);
    }

    @Test
    void goesOverToAnotherWhenNothingComes() {
        List<Source> sources = List.of(new Source(), new Source(), new Source(), new Source());
        sources.forEach(source -> fetch.offered(source, 0));
        fetch.tick(20 * SECOND);
        assertThat(sources.get(3).asked).isEmpty();
        fetch.tick(21 * SECOND);
        assertThat(sources.get(3).asked).isNotEmpty();
    }

    @Test
    void aTrickleDoesNotKeepOthersWaiting() {
        List<Source> sources = List.of(new Source(), new Source(), new Source(), new Source());
        sources.forEach(source -> fetch.offered(source, 0));
        sources.subList(0, 3).forEach(source -> fetch.received(source, data(INFO, 0), 15 * SECOND));

        fetch.tick(21 * SECOND);

        assertThat(giveAll(sources.get(3), INFO, 22 * SECOND)).hasValue(INFO);
    }
}
