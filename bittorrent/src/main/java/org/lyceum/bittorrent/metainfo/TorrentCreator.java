package org.lyceum.bittorrent.metainfo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongConsumer;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.Sha1;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeString;
import org.lyceum.bittorrent.bencode.BencodeValue;

/** Makes a torrent of files on disk, in one pass over their bytes. The same files give the same info hash. */
public final class TorrentCreator {

    static final int MIN_PIECE_LENGTH = 16 * 1024;
    static final int MAX_PIECE_LENGTH = 16 * 1024 * 1024;

    /** With powers of two this gives between 1,000 and 2,000 pieces: small steps of progress, small torrent files. */
    private static final int MOST_PIECES = 2_000;

    private static final int BUFFER_SIZE = 1024 * 1024;

    private final ShareableFiles files;
    private final LongConsumer progress;
    private final int pieceLength;
    private final ByteBuffer pieces;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
    private final MessageDigest sha1 = Sha1.digest();
    private long hashed;

    private TorrentCreator(ShareableFiles files, LongConsumer progress) {
        this.files = files;
        this.progress = progress;
        this.pieceLength = pieceLengthFor(files.totalLength());
        long pieceCount = (files.totalLength() + pieceLength - 1) / pieceLength;
        if (pieceCount * InfoHash.LENGTH > InfoDictionary.MAX_BYTES) {
            throw BitTorrentException.malformed("%s: %d bytes are too many for one torrent; share parts of it"
                    .formatted(files.name(), files.totalLength()));
        }
        this.pieces = ByteBuffer.allocate((int) pieceCount * InfoHash.LENGTH);
    }

    /**
     * Hashes {@code root}, a file or a folder with everything in it (sorted by path), and blocks until done. Symbolic
     * links in a folder are left out, and so is what is neither file nor folder.
     *
     * @param trackers announce URLs by tier
     * @param progress told the bytes hashed so far, now and then
     * @throws BitTorrentException when a file cannot be read or changes meanwhile, when there is nothing to hash, or
     *     when a name could not be the same on every system
     */
    public static Metainfo create(Path root, List<List<String>> trackers, LongConsumer progress) {
        InfoDictionary info = new TorrentCreator(ShareableFiles.below(root), progress).hash();
        return new Metainfo(info, trackers, null, "Lyceum", null);
    }

    /** Piece length for a torrent of so many bytes: a power of two from 16 KiB to 16 MiB, about 1,500 pieces. */
    public static int pieceLengthFor(long totalBytes) {
        int length = MIN_PIECE_LENGTH;
        while (length < MAX_PIECE_LENGTH && totalBytes / length >= MOST_PIECES) {
            length *= 2;
        }
        return length;
    }

    private InfoDictionary hash() {
        files.list().forEach(this::hash);
        if (hashed % pieceLength != 0) {
            pieces.put(sha1.digest());
        }
        // last of all, so that a change to a file that was hashed early is seen too
        files.list().forEach(ShareableFiles.Source::checkUnchanged);
        return InfoDictionary.parse(infoDictionary().toBytes());
    }

    private void hash(ShareableFiles.Source file) {
        try (FileChannel channel =
                FileChannel.open(file.location(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long left = file.length();
            while (left > 0) {
                buffer.clear().limit((int) Math.min(Math.min(left, BUFFER_SIZE), leftInPiece()));
                if (channel.read(buffer) < 0) {
                    throw file.changed();
                }
                left -= buffer.position();
                update(buffer.flip());
            }
        } catch (IOException e) {
            throw ShareableFiles.unreadable(file, e);
        }
    }

    private long leftInPiece() {
        return pieceLength - hashed % pieceLength;
    }

    private void update(ByteBuffer content) {
        hashed += content.remaining();
        sha1.update(content);
        if (hashed % pieceLength == 0) {
            pieces.put(sha1.digest());
        }
        progress.accept(hashed);
    }

    private BencodeDictionary infoDictionary() {
        BencodeDictionary.Builder info = BencodeDictionary.builder()
                .put("name", files.name())
                .put("piece length", pieceLength)
                .put("pieces", pieces.array());
        if (files.folder()) {
            info.put(
                    "files",
                    BencodeList.of(
                            files.list().stream().map(TorrentCreator::entry).toList()));
        } else {
            info.put("length", files.totalLength());
        }
        return info.build();
    }

    private static BencodeValue entry(ShareableFiles.Source file) {
        return BencodeDictionary.builder()
                .put("length", file.length())
                .put(
                        "path",
                        BencodeList.of(
                                file.path().stream().map(BencodeString::of).toList()))
                .build();
    }
}
