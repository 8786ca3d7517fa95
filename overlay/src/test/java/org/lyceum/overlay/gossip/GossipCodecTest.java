package org.lyceum.overlay.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.WireSamples;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.gossip.GossipMessage.Body;
import org.lyceum.overlay.gossip.GossipMessage.Offer;
import org.lyceum.overlay.gossip.GossipMessage.Offered;
import org.lyceum.overlay.gossip.GossipMessage.Request;

class GossipCodecTest {

    @Property(tries = 300)
    void namesAreReadAsWritten(@ForAll @Size(max = GossipMessage.MAX_IDS) List<Long> numbers) {
        List<GossipId> ids = numbers.stream().map(it -> new GossipId(it, ~it)).toList();

        assertThat(GossipCodec.decode(GossipCodec.encode(new Request(ids)))).isEqualTo(new Request(ids));
    }

    @Property(tries = 300)
    void anOfferIsReadAsWritten(
            @ForAll @Size(max = GossipMessage.MAX_IDS) List<Long> numbers, @ForAll @IntRange(max = 255) int hops) {
        Offer offer = new Offer(numbers.stream()
                .map(it -> new Offered(new GossipId(it, ~it), hops))
                .toList());

        assertThat(GossipCodec.decode(GossipCodec.encode(offer))).isEqualTo(offer);
    }

    @Property(tries = 300)
    void aBodyIsReadAsWritten(
            @ForAll @IntRange(max = 255) int hops,
            @ForAll @AlphaChars @StringLength(min = 1, max = Topic.MAX_NAME_BYTES) String topic,
            @ForAll @Size(max = 2000) byte[] content) {
        Body read = (Body) GossipCodec.decode(GossipCodec.encode(new Body(hops, topic, content)));

        assertThat(read.hops()).isEqualTo(hops);
        assertThat(read.topic()).isEqualTo(topic);
        assertThat(read.content()).isEqualTo(content);
    }

    @Property
    void whatIsReadIsWrittenAlike(@ForAll("almostMessages") byte[] bytes) {
        try {
            assertThat(GossipCodec.encode(GossipCodec.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void eachMessageIsLaidOutAsDocumented() {
        GossipId id = new GossipId(1, 2);
        String name = "0000000000000001 0000000000000002";

        assertThat(hex(new Offer(List.of(new Offered(id, 3)))))
                .isEqualTo(("01 01 0001" + name + "03").replace(" ", ""));
        assertThat(hex(new Request(List.of(id)))).isEqualTo(("01 02 0001" + name).replace(" ", ""));
        assertThat(hex(new Body(3, "ab", new byte[] {9}))).isEqualTo("01 03 03 0002 6162 0001 09".replace(" ", ""));
    }

    private static String hex(GossipMessage message) {
        return HexFormat.of().formatHex(GossipCodec.encode(message));
    }

    @Test
    void tooManyNamesAreRefusedBeforeTheyAreRead() {
        assertThatThrownBy(() -> GossipCodec.decode(new byte[] {1, 1, 1, 1}))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("at most 256");
        assertThatThrownBy(() -> GossipCodec.decode(new byte[] {1, 1, 1, 0})).hasMessageContaining("early");
    }

    @Provide
    Arbitrary<byte[]> almostMessages() {
        return WireSamples.almostMessages();
    }
}
