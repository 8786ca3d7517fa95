package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.singleFile;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.strings;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeValue;

class MetainfoTest {

    private static final String UDP = "udp://one.example:6969";
    private static final String HTTP = "http://two.example/announce";

    private static BencodeDictionary.Builder torrent() {
        return BencodeDictionary.builder()
                .put("info", singleFile("notes.pdf", 5).build());
    }

    private static Metainfo parse(BencodeDictionary.Builder torrent) {
        return Metainfo.parse(torrent.build().toBytes());
    }

    @Test
    void readsWhatDescribesTheTorrent() {
        Metainfo metainfo = parse(torrent()
                .put("announce", UDP)
                .put("comment", "week 3")
                .put("created by", "Lyceum")
                .put("creation date", 1_795_253_177));

        assertThat(metainfo.info().name()).isEqualTo("notes.pdf");
        assertThat(metainfo.trackers()).containsExactly(List.of(UDP));
        assertThat(metainfo.comment()).isEqualTo("week 3");
        assertThat(metainfo.createdBy()).isEqualTo("Lyceum");
        assertThat(metainfo.creationDate()).isEqualTo(Instant.parse("2026-11-21T09:26:17Z"));
    }

    @Test
    void readsATorrentOfNothingButItsInfo() {
        assertThat(parse(torrent())).isEqualTo(new Metainfo(parse(torrent()).info(), List.of(), null, null, null));
    }

    @Test
    void prefersTheTiersAndPassesOverBlanksAndRepetitions() {
        BencodeList tiers = BencodeList.of(List.of(strings(UDP, " ", UDP), strings(), strings("", HTTP + "\n", UDP)));

        assertThat(parse(torrent().put("announce", "http://ignored.example/").put("announce-list", tiers))
                        .trackers())
                .containsExactly(List.of(UDP), List.of(HTTP));
    }

    @Test
    void fallsBackToTheOneTrackerWhenTheTiersAreEmpty() {
        assertThat(parse(torrent().put("announce", UDP).put("announce-list", BencodeList.of(List.of(strings("")))))
                        .trackers())
                .containsExactly(List.of(UDP));
        assertThat(parse(torrent().put("announce", "")).trackers()).isEmpty();
    }

    @Test
    void takesAListWithoutTiersForTiersOfOne() {
        assertThat(parse(torrent().put("announce-list", strings(UDP, HTTP))).trackers())
                .containsExactly(List.of(UDP), List.of(HTTP));
    }

    @Test
    void passesOverDescriptionsOfTheWrongKind() {
        Metainfo metainfo =
                parse(torrent().put("comment", 7).put("created by", strings()).put("creation date", "yesterday"));

        assertThat(metainfo.comment()).isNull();
        assertThat(metainfo.createdBy()).isNull();
        assertThat(metainfo.creationDate()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 253_402_300_800L})
    void passesOverADateOutsideTheCalendar(long seconds) {
        assertThat(parse(torrent().put("creation date", seconds)).creationDate())
                .isNull();
    }

    @Test
    void writesWhatItReads() {
        List<List<String>> tiers = List.of(List.of(UDP, HTTP), List.of("udp://three.example:1"));
        Metainfo metainfo = parse(
                        torrent().put("comment", "ü").put("created by", "x").put("creation date", 1))
                .withTrackers(tiers);

        assertThat(Metainfo.parse(metainfo.toBytes())).isEqualTo(metainfo);
        assertThat(metainfo.withTrackers(List.of(List.of(), List.of(UDP))).toBytes())
                .asString(StandardCharsets.ISO_8859_1)
                .startsWith("d8:announce22:" + UDP + "7:comment")
                .doesNotContain("announce-list");
    }

    @Test
    void writesTheInfoDictionaryByteForByte() {
        String info = "d4:name1:x6:pieces20:aaaaaaaaaaaaaaaaaaaa12:piece lengthi016384e6:lengthi5ee";
        byte[] torrent = ("d4:info" + info + "8:announce0:e\r\n").getBytes(StandardCharsets.US_ASCII);

        Metainfo metainfo = Metainfo.parse(torrent);

        assertThat(metainfo.toBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("d4:info" + info + "e");
    }

    @Test
    void countsTheByteOfAFaultInTheWholeFile() {
        byte[] torrent = torrent()
                .put("announce", UDP)
                .put("info", singleFile("x", 5).put("pieces", new byte[41]).build())
                .build()
                .toBytes();

        assertThatThrownBy(() -> Metainfo.parse(torrent))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("info.pieces: length 41 is not a multiple of 20 (at byte 93)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "4:spam", "le", "i1e"})
    void saysThatAFileIsNoTorrent(String content) {
        assertThatThrownBy(() -> Metainfo.parse(content.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("not a torrent file: no bencoded dictionary (at byte 0)");
    }

    @Test
    void refusesATorrentWithoutInfoOrWithTrackersOfTheWrongKind() {
        assertThatThrownBy(() -> parse(BencodeDictionary.builder().put("announce", UDP)))
                .hasMessage("info: missing from the dictionary (at byte 0)");
        assertThatThrownBy(() -> parse(torrent().put("announce-list", BencodeList.of(List.of(BencodeInteger.of(1))))))
                .hasMessage("announce-list[0]: expected a list, found an integer (at byte 18)");
        assertThatThrownBy(() -> parse(torrent().put("announce", 1)))
                .hasMessage("announce: expected a list, found an integer (at byte 11)");
    }

    @Test
    void refusesMoreTrackersThanItsLimit() {
        List<BencodeValue> tiers = IntStream.rangeClosed(0, 1_000)
                .<BencodeValue>mapToObj(i -> strings("udp://tracker" + i))
                .toList();

        assertThatThrownBy(() -> parse(torrent().put("announce-list", BencodeList.of(tiers))))
                .hasMessage("announce-list: more than 1000 trackers (at byte 17)");
        assertThat(parse(torrent().put("announce-list", BencodeList.of(tiers.subList(0, 1_000))))
                        .trackers())
                .hasSize(1_000);
    }

    @Test
    void refusesAFileBeyondItsLimitUnread() {
        byte[] bomb = new byte[Metainfo.MAX_BYTES + 1];
        Arrays.fill(bomb, (byte) 'd');

        assertThatThrownBy(() -> Metainfo.parse(bomb))
                .hasMessage("bencode: 32505857 bytes, of which at most 32505856 are read");
    }
}
