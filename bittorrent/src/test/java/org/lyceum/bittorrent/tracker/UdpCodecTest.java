package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;

class UdpCodecTest {

    private static final InfoHash HASH = InfoHash.parse("0102030405060708090a0b0c0d0e0f1011121314");
    private static final PeerId PEER = new PeerId("-LY0100-abcdefghijkl");
    private static final AnnounceRequest ANNOUNCE = new AnnounceRequest(
            HASH, PEER, 0x1122334455667788L, 0x99L, 0xaabbL, AnnounceEvent.STARTED, 0xcafebabe, -1, 6881);

    private static final String ANNOUNCE_HEX = "0123456789abcdef" // connection id
            + "00000001" // action
            + "deadbeef" // transaction id
            + "0102030405060708090a0b0c0d0e0f1011121314" // info hash
            + "2d4c59303130302d6162636465666768696a6b6c" // peer id
            + "1122334455667788" // downloaded
            + "0000000000000099" // left
            + "000000000000aabb" // uploaded
            + "00000002" // event
            + "00000000" // IP address
            + "cafebabe" // key
            + "ffffffff" // num want
            + "1ae1"; // port

    @Test
    void connectIsSixteenBytes() {
        assertRequest(new UdpRequest.Connect(0xdeadbeef), "0000041727101980" + "00000000" + "deadbeef");
    }

    @Test
    void announceIsNinetyEightBytes() {
        assertThat(ANNOUNCE_HEX).hasSize(2 * 98);
        assertRequest(new UdpRequest.Announce(0x0123456789abcdefL, 0xdeadbeef, ANNOUNCE, ""), ANNOUNCE_HEX);
    }

    @Test
    void announceCarriesThePathAsUrlData() {
        assertRequest(
                new UdpRequest.Announce(0x0123456789abcdefL, 0xdeadbeef, ANNOUNCE, "/a?b"),
                ANNOUNCE_HEX + "02" + "04" + "2f613f62");
    }

    @Test
    void longUrlDataIsSplit() {
        String path = "/" + "x".repeat(299);
        assertRequest(
                new UdpRequest.Announce(0x0123456789abcdefL, 0xdeadbeef, ANNOUNCE, path),
                ANNOUNCE_HEX + "02ff" + "2f" + "78".repeat(254) + "022d" + "78".repeat(45));
    }

    @Test
    void optionsThatAreNotUrlDataAreSkipped() {
        assertThat(urlDataOf("01" + "01" + "05" + "02" + "ffff" + "02" + "01" + "2f" + "00" + "02" + "01" + "78"))
                .isEqualTo("/");
    }

    @Test
    void optionsThatClaimMoreThanThereIsAreIgnored() {
        assertThat(urlDataOf("02")).isEmpty();
        assertThat(urlDataOf("02ff2f")).isEmpty();
        assertThat(urlDataOf("02012f" + "09ff")).isEqualTo("/");
    }

    private static String urlDataOf(String options) {
        return switch (decodeRequest(ANNOUNCE_HEX + options).orElseThrow()) {
            case UdpRequest.Announce announce -> announce.urlData();
            case UdpRequest other -> throw new AssertionError(other);
        };
    }

    @Test
    void scrapeNamesItsInfoHashes() {
        InfoHash other = InfoHash.parse("ff".repeat(20));
        assertRequest(
                new UdpRequest.Scrape(0x0123456789abcdefL, 7, List.of(HASH, other)),
                "0123456789abcdef" + "00000002" + "00000007" + HASH.toHex() + "ff".repeat(20));
        assertRequest(
                new UdpRequest.Scrape(1, 7, Collections.nCopies(74, HASH)),
                "0000000000000001" + "00000002" + "00000007" + HASH.toHex().repeat(74));
    }

    @Test
    void answersHaveTheLayoutOfBep15() {
        assertResponse(new UdpResponse.Connected(7, 0x0123456789abcdefL), "00000000" + "00000007" + "0123456789abcdef");
        assertResponse(
                new UdpResponse.Announced(7, 1800, 3, 2, peers("127.0.0.1", 6881)),
                "00000001" + "00000007" + "00000708" + "00000003" + "00000002" + "7f0000011ae1");
        assertResponse(
                new UdpResponse.Scraped(7, List.of(new ScrapeResult(1, 2, 3), new ScrapeResult(4, 5, 6))),
                "00000002" + "00000007" + "000000010000000200000003" + "000000040000000500000006");
        assertResponse(new UdpResponse.Scraped(7, List.of()), "00000002" + "00000007");
        assertResponse(new UdpResponse.Refused(7, "no"), "00000003" + "00000007" + "6e6f");
    }

    @Test
    void peersAreOfTheFamilyOfTheDatagram() {
        String hex = "00000001" + "00000007" + "00000708" + "00000003" + "00000002" + "20010db8000000000000000000000001"
                + "1ae1";
        UdpResponse response = UdpCodec.decodeResponse(bytes(hex), Family.IPV6);
        assertThat(response)
                .isEqualTo(new UdpResponse.Announced(7, 1800, 3, 2, peers("2001:db8::1", 6881)))
                .extracting(it -> ((UdpResponse.Announced) it).peers().toAddresses())
                .isEqualTo(List.of(new InetSocketAddress("2001:db8::1", 6881)));
        assertThat(hexOf(response)).isEqualTo(hex);
    }

    @Test
    void answersOfTheWrongLengthSayWhatWasExpected() {
        assertMalformed("000000000000", "answer of 6 bytes, expected at least 8");
        assertMalformed("0000000000000007" + "00".repeat(9), "connect answer of 17 bytes, expected 16");
        assertMalformed("0000000100000007" + "00".repeat(11), "announce answer of 19 bytes, expected 20 and 6");
        assertMalformed("0000000100000007" + "00".repeat(17), "announce answer of 25 bytes, expected 20 and 6");
        assertMalformed("0000000200000007" + "00".repeat(11), "scrape answer of 19 bytes, expected 8 and 12");
        assertMalformed("0000000400000007", "action 4");
    }

    private static void assertMalformed(String hex, String message) {
        assertThatThrownBy(() -> UdpCodec.decodeResponse(bytes(hex), Family.IPV4))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wordsOfTheTrackerLoseControlCharactersAndExcess() {
        byte[] words = "no\u001b[31m\r\nway\u202e ".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String hex = "0000000300000007" + HexFormat.of().formatHex(words);
        assertThat(UdpCodec.decodeResponse(bytes(hex), Family.IPV4))
                .isEqualTo(new UdpResponse.Refused(7, "no [31m way"));
        assertThat(UdpCodec.decodeResponse(bytes("0000000300000007" + "61".repeat(5000)), Family.IPV4))
                .isEqualTo(new UdpResponse.Refused(7, "a".repeat(300)));
    }

    @Test
    void requestsThatAreNotExactlyRightAreNone() {
        assertNoRequest("");
        assertNoRequest("0000041727101980" + "00000000" + "deadbe");
        assertNoRequest("0000041727101980" + "00000000" + "deadbeef" + "00");
        assertNoRequest("0000041727101981" + "00000000" + "deadbeef");
        assertNoRequest(ANNOUNCE_HEX.substring(2));
        assertNoRequest(ANNOUNCE_HEX.replace("0000000200000000cafebabe", "0000000400000000cafebabe"));
        assertNoRequest("0000000000000001" + "00000002" + "00000007");
        assertNoRequest("0000000000000001" + "00000002" + "00000007" + "00".repeat(19));
        assertNoRequest("0000000000000001" + "00000002" + "00000007" + "00".repeat(20 * 75));
        assertNoRequest("0000000000000001" + "00000003" + "00000007");
    }

    private static void assertNoRequest(String hex) {
        assertThat(decodeRequest(hex)).as(hex).isEmpty();
    }

    @Property
    void noDatagramMakesTheRequestDecoderThrow(
            @ForAll @Size(max = 2000) byte[] datagram, @ForAll("actions") int action) {
        ByteBuf bytes = Unpooled.wrappedBuffer(datagram);
        if (datagram.length >= 12) {
            bytes.setInt(8, action);
        }
        UdpCodec.decodeRequest(bytes)
                .ifPresent(request -> assertThat(hexOf(request)).isNotEmpty());
    }

    @Property
    void anyDatagramIsAnAnswerOrMalformed(
            @ForAll @Size(max = 2000) byte[] datagram, @ForAll("actions") int action, @ForAll Family family) {
        ByteBuf bytes = Unpooled.wrappedBuffer(datagram);
        if (datagram.length >= 4) {
            bytes.setInt(0, action);
        }
        try {
            assertThat(UdpCodec.decodeResponse(bytes, family)).isNotNull();
        } catch (BitTorrentException e) {
            assertThat(e.reason()).isEqualTo(BitTorrentException.Reason.MALFORMED);
        }
    }

    @Provide
    Arbitrary<Integer> actions() {
        return Arbitraries.integers().between(-1, 5);
    }

    @Property
    void announcesSurviveTheWire(@ForAll("announces") AnnounceRequest announce, @ForAll long connectionId) {
        UdpRequest.Announce packet = new UdpRequest.Announce(connectionId, 7, announce, "/announce");
        assertThat(decodeRequest(hexOf(packet))).contains(packet);
    }

    @Provide
    Arbitrary<AnnounceRequest> announces() {
        Arbitrary<byte[]> ids = Arbitraries.bytes().array(byte[].class).ofSize(20);
        return Combinators.combine(
                        ids,
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.of(AnnounceEvent.class),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(0, 65535))
                .as((id, left, sum, event, key, port) ->
                        new AnnounceRequest(InfoHash.of(id), PeerId.of(id), sum, left, sum, event, key, -key, port));
    }

    private static void assertRequest(UdpRequest request, String hex) {
        assertThat(hexOf(request)).isEqualTo(hex);
        assertThat(decodeRequest(hex)).contains(request);
    }

    private static void assertResponse(UdpResponse response, String hex) {
        assertThat(hexOf(response)).isEqualTo(hex);
        assertThat(UdpCodec.decodeResponse(bytes(hex), Family.IPV4)).isEqualTo(response);
    }

    private static CompactPeers peers(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return new CompactPeers(Family.of(address.getAddress()), CompactPeers.encode(address));
    }

    private static Optional<UdpRequest> decodeRequest(String hex) {
        return UdpCodec.decodeRequest(bytes(hex));
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    private static String hexOf(UdpPacket packet) {
        ByteBuf bytes = Unpooled.buffer();
        UdpCodec.encode(packet, bytes);
        return ByteBufUtil.hexDump(bytes);
    }
}
