package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.file;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.multiFile;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.parse;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.singleFile;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.strings;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.without;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeList;

class InfoDictionaryTest {

    /** SHA-1 of "hello". */
    private static final byte[] HELLO = HexFormat.of().parseHex("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");

    @Test
    void readsASingleFileWithTheInfoHashThatOtherClientsCompute() {
        InfoDictionary info = parse(singleFile("hello.txt", 5).put("pieces", HELLO));

        // as computed by sha1sum, and shown by Transmission 3.00 and aria2 1.36
        assertThat(info.infoHash().toHex()).isEqualTo("0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d");
        assertThat(info.name()).isEqualTo("hello.txt");
        assertThat(info.multiFile()).isFalse();
        assertThat(info.files()).containsExactly(new FileEntry(List.of("hello.txt"), 0, 5));
        assertThat(info.totalLength()).isEqualTo(5);
        assertThat(info.pieceLength()).isEqualTo(16 * 1024);
        assertThat(info.pieceCount()).isEqualTo(1);
        assertThat(info.isPrivate()).isFalse();
    }

    @Test
    void laysFilesEndToEndWithEmptyOnesBetween() {
        InfoDictionary info =
                parse(multiFile("course", file(10, "a.txt"), file(0, "empty"), file(20_000, "week 1", "b.txt")));

        assertThat(info.multiFile()).isTrue();
        assertThat(info.files())
                .containsExactly(
                        new FileEntry(List.of("a.txt"), 0, 10),
                        new FileEntry(List.of("empty"), 10, 0),
                        new FileEntry(List.of("week 1", "b.txt"), 10, 20_000));
        assertThat(info.totalLength()).isEqualTo(20_010);
    }

    @Test
    void shortensTheLastPieceToWhatIsLeft() {
        InfoDictionary short1 = parse(singleFile("x", 2 * 16_384 + 1));
        InfoDictionary whole = parse(singleFile("x", 2 * 16_384));

        assertThat(short1.lengthOf(1)).isEqualTo(16_384);
        assertThat(short1.lengthOf(2)).isEqualTo(1);
        assertThat(whole.lengthOf(1)).isEqualTo(16_384);
        assertThatThrownBy(() -> whole.lengthOf(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> whole.lengthOf(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void comparesAPieceWithItsOwnHash() {
        byte[] pieces = new byte[40];
        System.arraycopy(HELLO, 0, pieces, 20, 20);
        InfoDictionary info = parse(singleFile("x", 20_000).put("pieces", pieces));

        assertThat(info.hashMatches(1, HELLO)).isTrue();
        assertThat(info.hashMatches(0, HELLO)).isFalse();
        assertThat(info.hashMatches(1, new byte[0])).isFalse();
    }

    @Test
    void keepsIrregularBytesAsTheyWere() {
        String pieces = "6:pieces20:aaaaaaaaaaaaaaaaaaaa";
        byte[] unsorted = ("d4:name1:x" + pieces + "12:piece lengthi016384e6:lengthi5e7:unknownle1:ali1eee")
                .getBytes(StandardCharsets.US_ASCII);

        InfoDictionary info = InfoDictionary.parse(unsorted);

        assertThat(info.toBytes()).isEqualTo(unsorted);
        assertThat(info.pieceLength()).isEqualTo(16_384);
    }

    @Test
    void isNotChangedByItsOwners() {
        byte[] bytes = singleFile("x", 5).put("pieces", HELLO).build().toBytes();
        InfoDictionary info = InfoDictionary.parse(bytes);
        byte[] before = bytes.clone();
        Arrays.fill(bytes, (byte) 0);
        info.toBytes()[0] = 0;

        assertThat(info.toBytes()).isEqualTo(before);
        assertThat(info.hashMatches(0, HELLO)).isTrue();
    }

    @Test
    void prefersTheNamesThatAreSaidToBeUtf8() {
        InfoDictionary info = parse(multiFile(
                        "legacy",
                        file(1).put("path", strings("legacy"))
                                .put("path.utf-8", strings("ordner", "prüfung.pdf"))
                                .build())
                .put("name.utf-8", "übung"));

        assertThat(info.name()).isEqualTo("übung");
        assertThat(info.files().getFirst().path()).containsExactly("ordner", "prüfung.pdf");
    }

    @Test
    void marksPaddingAndTakesALinkForAnEmptyFile() {
        InfoDictionary info = parse(multiFile(
                        "course",
                        file(1, "a"),
                        file(16_383)
                                .put("attr", "p")
                                .put("path", strings(".pad", "16383"))
                                .build(),
                        file(7, "b"))
                .put("piece length", 32_768)
                .put("pieces", HELLO));
        InfoDictionary link = parse(without("length", singleFile("unused", 5))
                .put("pieces", HELLO)
                .put(
                        "files",
                        BencodeList.of(List.of(
                                BencodeDictionary.builder()
                                        .put("attr", "l")
                                        .put("path", strings("link"))
                                        .put("symlink path", strings("..", "passwd"))
                                        .build(),
                                file(5, "real")))));

        assertThat(info.files()).extracting(FileEntry::padding).containsExactly(false, true, false);
        assertThat(info.files().getLast().offset()).isEqualTo(16_384);
        assertThat(link.files())
                .containsExactly(new FileEntry(List.of("link"), 0, 0), new FileEntry(List.of("real"), 0, 5));
    }

    @Test
    void readsTheVersion1HalfOfAHybrid() {
        InfoDictionary info = parse(singleFile("x", 5)
                .put("meta version", 2)
                .put("file tree", BencodeDictionary.builder().build()));

        assertThat(info.totalLength()).isEqualTo(5);
    }

    @Test
    void namesATorrentWithoutAUsableNameByItsHash() {
        InfoDictionary info = parse(singleFile("..", 5));

        assertThat(info.name()).isEqualTo(info.infoHash().toHex());
        assertThat(info.files().getFirst().path()).containsExactly(info.name());
    }

    @Test
    void takesEveryNonZeroPrivateFlagForPrivate() {
        assertThat(parse(singleFile("x", 5).put("private", 1)).isPrivate()).isTrue();
        assertThat(parse(singleFile("x", 5).put("private", 0)).isPrivate()).isFalse();
    }

    @Test
    void takesATorrentWithoutContent() {
        InfoDictionary info = parse(singleFile("empty", 0));

        assertThat(info.pieceCount()).isZero();
        assertThat(info.totalLength()).isZero();
    }

    @Test
    void equalsAnotherOfTheSameInfoHash() {
        assertThat(parse(singleFile("x", 5)))
                .isEqualTo(parse(singleFile("x", 5)))
                .hasSameHashCodeAs(parse(singleFile("x", 5)))
                .isNotEqualTo(parse(singleFile("y", 5)));
    }

    static Stream<Arguments> faults() {
        String tooDeep = "info.files[0].path: 65 parts deep, at most 64 are read (at byte 27)";
        return Stream.of(
                arguments(
                        singleFile("x", 5).put("pieces", new byte[41]),
                        "info.pieces: length 41 is not a multiple of 20 (at byte 51)"),
                arguments(
                        singleFile("x", 5).put("pieces", new byte[60]),
                        "info.pieces: 3 hashes, but 5 bytes in pieces of 16384 make 1 (at byte 51)"),
                arguments(
                        singleFile("x", 5).put("pieces", new byte[0]),
                        "info.pieces: 0 hashes, but 5 bytes in pieces of 16384 make 1 (at byte 51)"),
                arguments(
                        singleFile("x", 5).put("pieces", 7),
                        "info.pieces: expected a string, found an integer (at byte 51)"),
                arguments(
                        without("pieces", singleFile("x", 5)), "info.pieces: missing from the dictionary (at byte 0)"),
                arguments(without("name", singleFile("x", 5)), "info.name: missing from the dictionary (at byte 0)"),
                arguments(
                        without("length", singleFile("x", 5)), "info.length: missing from the dictionary (at byte 0)"),
                arguments(
                        without("piece length", singleFile("x", 5)),
                        "info.piece length: missing from the dictionary (at byte 0)"),
                arguments(
                        singleFile("x", 5).put("piece length", 0),
                        "info.piece length: 0 is not from 1 to 67108864 (at byte 36)"),
                arguments(
                        singleFile("x", 5).put("piece length", -16_384),
                        "info.piece length: -16384 is not from 1 to 67108864 (at byte 36)"),
                arguments(
                        singleFile("x", 5).put("piece length", 64L * 1024 * 1024 + 1),
                        "info.piece length: 67108865 is not from 1 to 67108864 (at byte 36)"),
                arguments(singleFile("x", 5).put("length", -1), "info.length: -1 is negative (at byte 9)"),
                arguments(
                        singleFile("x", 5).put("private", "1"),
                        "info.private: expected an integer, found a string (at byte 83)"),
                arguments(
                        multiFile("x", file(5, "a")).put("length", 5),
                        "info.files: stands beside length, and a torrent has only one of the two (at byte 8)"),
                arguments(multiFile("x"), "info.files: no file in it (at byte 8)"),
                arguments(
                        without("length", singleFile("x", 5)).put("files", "a"),
                        "info.files: expected a list, found a string (at byte 8)"),
                arguments(
                        multiFile("x", file(5, "a"), file(-5, "b")),
                        "info.files[1].length: -5 is negative (at byte 42)"),
                arguments(
                        multiFile("x", file(5).put("path", strings()).build()),
                        "info.files[0].path: a path without parts (at byte 27)"),
                arguments(
                        multiFile(
                                "x",
                                file(5).put("path", BencodeList.of(List.of(BencodeInteger.of(1))))
                                        .build()),
                        "info.files[0].path[0]: expected a string, found an integer (at byte 28)"),
                arguments(
                        multiFile(
                                "x",
                                file(5).put(
                                                "path",
                                                strings(Collections.nCopies(65, "d")
                                                        .toArray(String[]::new)))
                                        .build()),
                        tooDeep),
                arguments(
                        without("pieces", singleFile("x", 5)).put("meta version", 2),
                        "info: a torrent of version 2 only (BEP 52), which cannot be read;"
                                + " use one of version 1, or a hybrid of both (at byte 0)"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesTheFieldAndTheByteOfAFault(BencodeDictionary.Builder info, String message) {
        assertThatThrownBy(() -> parse(info))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesLengthsThatOverflowTogether() {
        BencodeDictionary.Builder info = without("length", singleFile("x", 5))
                .put("files", BencodeList.of(List.of(file(Long.MAX_VALUE, "a"), file(1, "b"))));

        assertThatThrownBy(() -> parse(info))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageStartingWith("info.files[1].length: all files together are beyond 64 bits (at byte ");
    }

    @Test
    void refusesMoreFilesThanItsLimit() {
        List<BencodeDictionary> files = Collections.nCopies(InfoReader.MAX_FILES + 1, file(0, "a"));

        assertThatThrownBy(() -> parse(multiFile("x", files)))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("info.files: 200001 files, of which at most 200000 are read (at byte 8)");
    }

    @Test
    void refusesADictionaryBeyondItsLimitUnread() {
        assertThatThrownBy(() -> InfoDictionary.parse(new byte[InfoDictionary.MAX_BYTES + 1]))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("bencode: 31457281 bytes, of which at most 31457280 are read");
    }
}
