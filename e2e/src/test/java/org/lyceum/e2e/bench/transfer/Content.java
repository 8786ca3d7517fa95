package org.lyceum.e2e.bench.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.metainfo.TorrentCreator;
import org.lyceum.e2e.bench.measure.BenchException;

/**
 * Random bytes to transfer, the same in every run of the bench, and the torrent of them.
 *
 * @param root the file, or the folder of files
 * @param files paths of the files below the folder that {@code root} is in
 * @param bytes in all files
 * @param sha256 of all files one after another
 */
record Content(Path root, List<Path> files, long bytes, Metainfo torrent, byte[] sha256) {

    private static final int BUFFER = 1024 * 1024;
    private static final long SEED = 20_260_101;

    static Content oneFile(Path folder, long bytes) {
        Path file = folder.resolve("content-%d.bin".formatted(bytes));
        write(file, bytes, new SplittableRandom(SEED));
        return of(file, List.of(file.getFileName()), bytes);
    }

    static Content manyFiles(Path folder, int count, int bytesEach) {
        Path root = folder.resolve("content-%d-files".formatted(count));
        SplittableRandom random = new SplittableRandom(SEED);
        List<Path> files = IntStream.range(0, count)
                .mapToObj(index -> root.resolve("%02d".formatted(index % 100)).resolve("%05d.bin".formatted(index)))
                .toList();
        files.forEach(file -> write(file, bytesEach, random));
        return of(root, files.stream().map(folder::relativize).toList(), (long) count * bytesEach);
    }

    private static Content of(Path root, List<Path> files, long bytes) {
        Metainfo torrent = TorrentCreator.create(root, List.of(), _ -> {});
        return new Content(root, files, bytes, torrent, sha256(root.resolveSibling(""), files));
    }

    private static void write(Path file, long bytes, SplittableRandom random) {
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                byte[] chunk = new byte[BUFFER];
                for (long left = bytes; left > 0; left -= Math.min(left, BUFFER)) {
                    random.nextBytes(chunk);
                    ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, (int) Math.min(left, BUFFER));
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
            }
        } catch (IOException e) {
            throw new BenchException("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    private static byte[] sha256(Path folder, List<Path> files) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[BUFFER];
            for (Path file : files) {
                try (var in = Files.newInputStream(folder.resolve(file))) {
                    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                        sha256.update(chunk, 0, read);
                    }
                }
            }
            return sha256.digest();
        } catch (IOException e) {
            throw new BenchException("fetched content cannot be read: " + e, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Puts it into a folder on the same disk, without a copy of the bytes. */
    void linkInto(Path folder) {
        try {
            for (Path file : files) {
                Path link = folder.resolve(file);
                Files.createDirectories(link.getParent());
                Files.createLink(link, root.resolveSibling("").resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws BenchException when what was fetched into {@code folder} is not this content */
    void verify(Path folder) {
        if (!MessageDigest.isEqual(sha256, sha256(folder, files))) {
            throw new BenchException("what came into %s is not what was sent".formatted(folder));
        }
    }

    /** Removes every trace of it from a folder. */
    void deleteFrom(Path folder) {
        Path there = folder.resolve(root.getFileName());
        try (Stream<Path> tree = Files.exists(there) ? Files.walk(there) : Stream.empty()) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
