package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lyceum.bittorrent.BitTorrentException;

/** Whatever a peer sends as the payload of an extension message gives a message or the one exception. */
class BencodedMessagePropertyTest {

    /** Payloads of both kinds with some bytes replaced, and bytes of the characters that bencode is made of. */
    @Provide
    Arbitrary<byte[]> payloads() {
        Arbitrary<byte[]> valid = Arbitraries.of(
                        new ExtensionHandshake(Map.of("ut_metadata", 3, "ut_pex", 1), "Lyceum", 2000, 6881, 31235, true)
                                .encode(),
                        new MetadataMessage.Request(7).encode(),
                        new MetadataMessage.Reject(7).encode(),
                        new MetadataMessage.Data(0, 8, Unpooled.wrappedBuffer(new byte[8])).encode())
                .map(payload -> WireChannel.drain(payload.copy()));
        Arbitrary<Byte> characters =
                Arbitraries.chars().with("dlie0123456789:-").map(c -> (byte) c.charValue());
        Arbitrary<byte[]> mutated = Combinators.combine(
                        valid,
                        Arbitraries.integers()
                                .between(0, 200)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        characters)
                .as((payload, positions, replacement) -> {
                    positions.forEach(position -> payload[position % payload.length] = replacement);
                    return payload;
                });
        return Arbitraries.oneOf(mutated, characters.array(byte[].class).ofMaxSize(40));
    }

    @Property
    void givesAnExtensionHandshakeOrAnError(@ForAll("payloads") byte[] payload) {
        decode(payload, ExtensionHandshake::decode).ifPresent(handshake -> {
            assertThat(handshake.requestQueue()).isBetween(1, 10_000);
            assertThat(handshake.port()).isBetween(0, 65_535);
            assertThat(handshake.metadataSize()).isBetween(0, MetadataMessage.MAX_TOTAL_SIZE);
            assertThat(ExtensionHandshake.decode(handshake.encode())).isEqualTo(handshake);
        });
    }

    @Property
    void givesAMetadataMessageOrAnError(@ForAll("payloads") byte[] payload) {
        decode(payload, MetadataMessage::decode)
                .flatMap(Function.identity())
                .ifPresent(message ->
                        assertThat(MetadataMessage.decode(message.encode())).contains(message));
    }

    private static <T> Optional<T> decode(byte[] payload, Function<ByteBuf, T> decoder) {
        ByteBuf buffer = Unpooled.wrappedBuffer(payload);
        try {
            return Optional.of(decoder.apply(buffer));
        } catch (BitTorrentException e) {
            assertThat(e).hasMessageMatching("(extension handshake|metadata message).*");
            return Optional.empty();
        } finally {
            assertThat(buffer.refCnt()).isOne();
        }
    }
}
