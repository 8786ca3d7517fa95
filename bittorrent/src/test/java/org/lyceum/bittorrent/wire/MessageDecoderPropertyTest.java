package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.lyceum.bittorrent.BitTorrentException;

class MessageDecoderPropertyTest {

    @Provide
    Arbitrary<List<byte[]>> frames() {
        return Messages.frames().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<byte[]>> mixture() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Messages.frames()),
                        Tuple.of(1, Messages.nonsense()),
                        Tuple.of(1, Arbitraries.bytes().array(byte[].class)))
                .list()
                .ofMaxSize(20);
    }

    @Property
    void anySplitGivesTheSameMessages(
            @ForAll("frames") List<byte[]> frames,
            @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 64) Integer> cuts) {
        byte[] stream = Messages.concat(frames);
        try (WireChannel wire = new WireChannel(new MessageDecoder(MessageDecoder.MAX_FRAME))) {
            feed(wire, stream, cuts);

            assertThat(wire.errors).isEmpty();
            assertThat(wire.received).hasSameSizeAs(frames);
            assertThat(wire.reencoded()).isEqualTo(stream);
        }
    }

    @Property
    void anyBytesGiveMessagesThenAtMostOneError(
            @ForAll("mixture") List<byte[]> parts,
            @ForAll @Size(min = 1) List<@IntRange(min = 1, max = 64) Integer> cuts) {
        byte[] stream = Messages.concat(parts);
        try (WireChannel whole = new WireChannel(new MessageDecoder(1000));
                WireChannel split = new WireChannel(new MessageDecoder(1000))) {
            whole.read(stream);
            feed(split, stream, cuts);

            assertThat(whole.received).allMatch(Message.class::isInstance);
            assertThat(whole.errors).hasSizeLessThan(2).allMatch(BitTorrentException.class::isInstance);
            assertThat(split.errors.toString()).isEqualTo(whole.errors.toString());
            assertThat(split.reencoded()).isEqualTo(whole.reencoded());
        }
    }

    /** Cuts the stream into pieces of these lengths, over and over. */
    private static void feed(WireChannel wire, byte[] stream, List<Integer> cuts) {
        int from = 0;
        for (int i = 0; from < stream.length; i++) {
            int to = Math.min(stream.length, from + cuts.get(i % cuts.size()));
            wire.read(wire.buffer(Arrays.copyOfRange(stream, from, to), 64));
            from = to;
        }
    }
}
