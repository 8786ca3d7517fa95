package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.swarm.EngineFixture.add;
import static org.lyceum.bittorrent.swarm.EngineFixture.addFrom;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeString;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.wire.Message;

/** Torrents whose files begin with a piece each, by zeros between them that are no files (BEP 47). */
class PaddingTest {

    private static final int PIECE = 4 * Block.SIZE;
    private static final byte[] FIRST = randomBytes(PIECE + 1000, 1);
    private static final byte[] LAST = randomBytes(500, 2);
    private static final int GAP = PIECE - 1000;

    private EngineFixture fixture;

    @BeforeEach
    void createFixture(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    /** Two files, and {@code between} as padding. */
    private static Metainfo padded(byte[] between) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(FIRST);
        content.writeBytes(between);
        content.writeBytes(LAST);
        byte[] all = content.toByteArray();
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; from += PIECE) {
            byte[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + PIECE));
            hashes.writeBytes(MessageDigest.getInstance("SHA-1").digest(piece));
        }
        byte[] info = BencodeDictionary.builder()
                .put(
                        "files",
                        BencodeList.of(List.of(
                                file(FIRST.length, "", "first.bin"),
                                file(between.length, "p", ".pad", String.valueOf(between.length)),
                                file(LAST.length, "", "last.bin"))))
                .put("name", "course")
                .put("piece length", PIECE)
                .put("pieces", hashes.toByteArray())
                .build()
                .toBytes();
        return new Metainfo(InfoDictionary.parse(info), List.of(), null, null, null);
    }

    private static BencodeDictionary file(int length, String attributes, String... path) {
        return BencodeDictionary.builder()
                .put("attr", attributes)
                .put("length", BencodeInteger.of(length))
                .put(
                        "path",
                        BencodeList.of(
                                Arrays.stream(path).map(BencodeString::of).toList()))
                .build();
    }

    private static void writeFiles(Path course) throws Exception {
        Files.createDirectories(course);
        Files.write(course.resolve("first.bin"), FIRST);
        Files.write(course.resolve("last.bin"), LAST);
    }

    @Test
    void seedsWithoutPaddingOnDiskAndFetchesWithoutWritingAny() throws Exception {
        Metainfo metainfo = padded(new byte[GAP]);
        Engine seed = fixture.engine("seed");
        writeFiles(seed.files().resolve("course"));
        await(seed, add(seed, metainfo, AddOptions.DEFAULT), TorrentState.SEEDING);
        Engine leech = fixture.engine("leech");

        Torrent fetched = addFrom(leech, metainfo, seed.port());
        await(leech, fetched, TorrentState.SEEDING);

        Path course = leech.files().resolve("course");
        assertThat(course.resolve("first.bin")).hasBinaryContent(FIRST);
        assertThat(course.resolve("last.bin")).hasBinaryContent(LAST);
        assertThat(course).isDirectoryNotContaining("glob:**/.pad");
        assertThat(fetched.files().join()).extracting(FileStatus::index).containsExactly(0, 2);
        fixture.close(leech);
        Engine again = fixture.engine("leech");
        assertThat(again.torrents().getFirst().status().join().state()).isEqualTo(TorrentState.SEEDING);
    }

    @Test
    void paddingIsNoFileThatCouldBeReadOrWanted() throws Exception {
        Engine engine = fixture.engine("one");
        Torrent torrent = add(engine, padded(new byte[GAP]), AddOptions.DEFAULT);

        assertThatThrownBy(() -> torrent.read(1, 0, 1).join()).hasMessageContaining("file 1 is padding");
        assertThatThrownBy(() -> torrent.setPriority(1, FilePriority.HIGH).join())
                .hasMessageContaining("file 1 is padding");
    }

    @Test
    void paddingDoesNotMakeAPieceWantedOfAFileThatIsNot() throws Exception {
        Engine engine = fixture.engine("one");
        Torrent torrent = add(engine, padded(new byte[GAP]), AddOptions.DEFAULT);

        torrent.setPriority(0, FilePriority.SKIP).join();
        torrent.setPriority(2, FilePriority.SKIP).join();

        await(engine, torrent, TorrentState.SEEDING);
    }

    @Test
    void paddingThatIsNotZeroIsTheTorrentsFault() throws Exception {
        byte[] between = randomBytes(GAP, 3);
        Metainfo metainfo = padded(between);
        Engine leech = fixture.engine("leech");
        Torrent torrent = add(leech, metainfo, AddOptions.DEFAULT);
        try (FakePeer seed = FakePeer.join(leech.port(), torrent.infoHash(), true)) {
            seed.send(new Message.HaveAll());
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(FIRST);
            all.writeBytes(between);
            all.writeBytes(LAST);
            Thread serving = seed.serveInBackground(block -> {
                int from = block.piece() * PIECE + block.offset();
                return Arrays.copyOfRange(all.toByteArray(), from, from + block.length());
            });

            assertThat(await(leech, torrent, TorrentState.ERROR).error()).contains("is padding, but not all zeros");
            // the torrent's end is that of its connections
            serving.join();
        }
    }
}
