package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.file;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.multiFile;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.strings;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.torrent;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeList;

/** Whatever comes, it is read or refused with the one exception, and what is read hangs together. */
class HostileTorrentTest {

    private static final byte[] VALID = torrent(multiFile(
                    "course",
                    file(40_000, "week 1", "notes.pdf"),
                    file(0, "empty"),
                    file(7).put("attr", "p")
                            .put("path", strings(".pad", "7"))
                            .put("path.utf-8", strings(".pad", "7"))
                            .build())
            .put("private", 1)
            .put("name.utf-8", "course")
            .build());

    @Property(tries = 4_000)
    void aMutatedTorrentIsReadOrRefused(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int mutations, @ForAll boolean shorten) {
        Random random = new Random(seed);
        byte[] torrent = VALID.clone();
        for (int i = 0; i < mutations; i++) {
            torrent[random.nextInt(torrent.length)] = mutation(random);
        }
        int length = shorten ? random.nextInt(torrent.length) : torrent.length;

        readOrRefused(() -> Metainfo.parse(Arrays.copyOf(torrent, length)).info());
    }

    @Property(tries = 1_000)
    void randomBytesAreReadOrRefused(@ForAll @Size(max = 100) byte[] bytes) {
        readOrRefused(() -> Metainfo.parse(bytes).info());
        readOrRefused(() -> InfoDictionary.parse(bytes));
    }

    @Property(tries = 1_000)
    void anyNumbersInTheInfoAreReadOrRefused(
            @ForAll long first,
            @ForAll long second,
            @ForAll long pieceLength,
            @ForAll @IntRange(max = 100) int pieces) {
        BencodeDictionary info = multiFile("x", file(0, "a"), file(0, "b"))
                .put("files", BencodeList.of(List.of(file(first, "a"), file(second, "b"))))
                .put("piece length", pieceLength)
                .put("pieces", new byte[pieces])
                .build();

        readOrRefused(() -> InfoDictionary.parse(info.toBytes()));
    }

    @Property(tries = 1_000)
    void anyMagnetLinkIsReadOrRefused(@ForAll String text, @ForAll long seed) {
        StringBuilder link = new StringBuilder("magnet:?xt=urn:btih:0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d"
                + "&dn=a%20b&tr.1=udp%3A%2F%2Fx%3A1&x.pe=[::1]:2&x.pe=1.2.3.4:5");
        Random random = new Random(seed);
        link.setCharAt(random.nextInt(8, link.length()), (char) random.nextInt(0x20, 0x7f));
        for (String hostile :
                new String[] {text, "magnet:?" + text, "magnet:?xt=" + text, link + text, link + "&x.pe=" + text}) {
            readOrRefused(() -> {
                MagnetLink magnet = MagnetLink.parse(hostile);
                assertThat(MagnetLink.parse(magnet.toString())).isEqualTo(magnet);
                return null;
            });
        }
    }

    private static byte mutation(Random random) {
        String likely = "0123456789ilde:-";
        return random.nextBoolean() ? (byte) random.nextInt() : (byte) likely.charAt(random.nextInt(likely.length()));
    }

    private static void readOrRefused(Supplier<@Nullable InfoDictionary> reader) {
        InfoDictionary info;
        try {
            info = reader.get();
        } catch (BitTorrentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        if (info != null) {
            long pieces = 0;
            for (int piece = 0; piece < info.pieceCount(); piece++) {
                assertThat(info.lengthOf(piece)).isBetween(1, info.pieceLength());
                pieces += info.lengthOf(piece);
            }
            assertThat(pieces).isEqualTo(info.totalLength());
            assertThat(InfoDictionary.parse(info.toBytes())).isEqualTo(info);
        }
    }
}
