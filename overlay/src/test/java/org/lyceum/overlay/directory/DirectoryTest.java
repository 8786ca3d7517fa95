package org.lyceum.overlay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.WireSamples;
import org.lyceum.overlay.codec.MalformedMessageException;

class DirectoryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final DirectorySettings SMALL = new DirectorySettings(2, 100_000, Duration.ofHours(1));

    /** Knows one key; whatever else is signed is forged. */
    private record OneKey(byte mark) implements Signatures {
        @Override
        public byte[] sign(String domain, byte[] content) {
            return ByteBuffer.allocate(5)
                    .put(mark)
                    .putInt(Arrays.hashCode(content))
                    .array();
        }

        @Override
        public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
            return Arrays.equals(signature, sign(domain, content));
        }
    }

    private final Signatures signatures = new OneKey((byte) 1);
    private final Directory directory = new Directory(SMALL, signatures);

    @Test
    void theHigherSequenceWins() {
        assertThat(offer(record(1, 2, "ml"))).isEqualTo(Admission.LISTED);
        assertThat(offer(record(1, 2, "peer"))).isEqualTo(Admission.STALE);
        assertThat(offer(record(1, 1, "peer"))).isEqualTo(Admission.STALE);
        assertThat(offer(record(1, 3, "chat"))).isEqualTo(Admission.LISTED);

        assertThat(directory.withRole("ml")).isEmpty();
        assertThat(directory.withRole("chat")).extracting(NodeRecord::sequence).containsExactly(3L);
        assertThat(directory.takingTasks("ocr")).hasSize(1);
        assertThat(directory.takingTasks("speech")).isEmpty();
    }

    @Test
    void whatNobodySignedIsNotListed() {
        SignedRecord forged = SignedRecord.sign(record(1, 1, "ml"), new OneKey((byte) 2));

        assertThat(directory.offer(forged, NOW)).isEqualTo(Admission.FORGED);
        assertThat(directory.size()).isZero();
    }

    @Test
    void recordsRunOutAndSubscribersHear() {
        List<DirectoryEvent> events = new ArrayList<>();
        Runnable end = directory.subscribe(events::add);
        NodeRecord record = record(1, 1, "ml");
        offer(record);

        directory.expire(NOW.plusSeconds(599));
        assertThat(directory.size()).isEqualTo(1);
        directory.expire(NOW.plusSeconds(600));

        assertThat(directory.size()).isZero();
        assertThat(events).containsExactly(new DirectoryEvent.Listed(record), new DirectoryEvent.Removed(record));
        end.run();
        offer(record(1, 2, "ml"));
        assertThat(events).hasSize(2);
        assertThat(directory.offer(sign(record(2, 1, "ml")), NOW.plusSeconds(601)))
                .isEqualTo(Admission.EXPIRED);
        assertThat(directory.offer(sign(record(2, 1, "ml")), NOW.minus(Duration.ofHours(2))))
                .isEqualTo(Admission.TOO_LONG_LIVED);
    }

    @Test
    void aFullDirectoryTakesNobodyNewUntilOneExpires() {
        offer(record(1, 1, "peer"));
        offer(record(2, 1, "peer"));

        assertThat(offer(record(3, 1, "peer"))).isEqualTo(Admission.FULL);
        assertThat(offer(record(2, 2, "peer"))).isEqualTo(Admission.LISTED);
        directory.remove(record(1, 1, "peer").peer());
        assertThat(offer(record(3, 1, "peer"))).isEqualTo(Admission.LISTED);
    }

    @Test
    void whoIsCalledDeadIsListedLastAndNotRemoved() {
        offer(record(1, 1, "ml"));
        offer(record(2, 1, "ml"));
        PeerId first = record(1, 1, "ml").peer();

        directory.doubt(first);
        assertThat(directory.withRole("ml")).extracting(NodeRecord::peer).last().isEqualTo(first);
        assertThat(directory.isDoubted(first)).isTrue();
        directory.trust(first);
        assertThat(directory.withRole("ml"))
                .extracting(NodeRecord::peer)
                .first()
                .isEqualTo(first);
    }

    @Test
    void aNewNeighbourGetsWhatItLacks() {
        offer(record(1, 1, "ml"));
        offer(record(2, 5, "ml"));
        Directory other = new Directory(SMALL, signatures);
        other.offer(sign(record(2, 4, "peer")), NOW);
        List<DirectoryMessage> toOther = new ArrayList<>();
        List<DirectoryMessage> toUs = new ArrayList<>();
        DirectoryExchange ours = new DirectoryExchange(directory, (_, m) -> toOther.add(m), (_, _) -> {});
        DirectoryExchange theirs = new DirectoryExchange(other, (_, m) -> toUs.add(m), (_, _) -> {});
        PeerId we = record(8, 1, "peer").peer();
        PeerId they = record(9, 1, "peer").peer();

        ours.linked(they);
        theirs.receive(we, toOther.removeFirst(), NOW);
        ours.receive(they, toUs.removeFirst(), NOW);
        theirs.receive(we, DirectoryCodec.decode(DirectoryCodec.encode(toOther.removeFirst())), NOW);

        assertThat(other.all()).containsExactlyInAnyOrderElementsOf(directory.all());
        assertThat(toOther).isEmpty();
    }

    @Test
    void aRecordBeyondItsBoundsNamesTheField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> record(1, -1, "ml"))
                .withMessageContaining("sequence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> record(1, 1, "Machine Learning"))
                .withMessageContaining("role 'Machine Learning'");
    }

    @Property
    void noBytesCrashTheReader(@ForAll("almostMessages") byte[] bytes) {
        try {
            assertThat(DirectoryCodec.encode(DirectoryCodec.decode(bytes))).isNotNull();
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<byte[]> almostMessages() {
        return WireSamples.almostMessages();
    }

    private Admission offer(NodeRecord record) {
        return directory.offer(SignedRecord.decode(sign(record).encode()), NOW);
    }

    private SignedRecord sign(NodeRecord record) {
        return SignedRecord.sign(record, signatures);
    }

    private static NodeRecord record(int who, long sequence, String role) {
        byte[] key = new byte[PeerId.KEY_BYTES];
        key[0] = (byte) who;
        return new NodeRecord(
                PeerId.of(key),
                "Ada",
                new TreeSet<>(List.of(role)),
                "Algorithms",
                List.of(new Service("rest", List.of(new Address("127.0.0.1", 7070)))),
                new TreeSet<>(List.of("ocr")),
                2,
                new Presentation(new byte[] {1, 2, 3}),
                sequence,
                NOW.plusSeconds(600));
    }
}
