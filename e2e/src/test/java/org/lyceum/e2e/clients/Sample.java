package org.lyceum.e2e.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is shared, random bytes. Each ends with a piece that is shorter than the others. */
enum Sample {
    ONE_FILE("lecture.bin", Map.of("", 2_000_003)),

    /** Files smaller than a piece and larger, empty ones first, amid and last, and names beyond ASCII. */
    FOLDER(
            "course",
            Map.of(
                    "0-empty.txt", 0,
                    "a.txt", 10,
                    "b.txt", 1,
                    "week 1/empty.txt", 0,
                    "week 1/notes.txt", 40_000,
                    "week 1/slides.bin", 700_001,
                    "week 2/Übung № 1.txt", 16_384,
                    "week 2/résumé.txt", 333,
                    "z-empty.txt", 0));

    /** SHA-256 of nothing. */
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final String root;

    @SuppressWarnings("ImmutableEnumChecker") // as Map.of makes it
    private final Map<String, Integer> lengths;

    Sample(String root, Map<String, Integer> lengths) {
        this.root = root;
        this.lengths = lengths;
    }

    /** Name of the file, or of the folder. */
    String root() {
        return root;
    }

    /**
     * Writes it into {@code folder}.
     *
     * @param seed decides on the bytes, and so on the info hash
     * @return the file or folder to make a torrent of
     */
    Path writeTo(Path folder, long seed) {
        Path top = folder.resolve(root);
        Random random = new Random(seed);
        new TreeMap<>(lengths).forEach((name, length) -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Path file = name.isEmpty() ? top : top.resolve(name);
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return top;
    }

    /**
     * SHA-256 of every file in {@code folder} that belongs, or seems to belong, to the sample, by its path. The padding of
     * BEP 47 does not: a client may keep it as files or not.
     */
    Map<String, String> checksums(Path folder) {
        Map<String, String> checksums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve(root))) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve(root).resolve(".pad")))
                    .forEach(file -> checksums.put(folder.relativize(file).toString(), sha256(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksums;
    }

    /** The same without the files that have no bytes. */
    static Map<String, String> withoutEmptyFiles(Map<String, String> checksums) {
        Map<String, String> some = new TreeMap<>(checksums);
        some.values().removeIf(EMPTY::equals);
        return some;
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
