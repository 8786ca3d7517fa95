package org.lyceum.ml.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents that were read, and what they were read from, on the disk, so that nothing is read twice. The same bytes, read by the same engine with the
 * same model in the same language, are the same document. Those that nobody asked for longest make room.
 */
public final class Results {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DOCUMENT = ".json";
    private static final String MEDIA = ".media";

    private final Path folder;
    private final long maxBytes;
    private final InstantSource clock;

    public Results(Path folder, long maxBytes, InstantSource clock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Names what comes of an upload. */
    static String key(Upload upload, EngineInfo engine, String language) {
        String all = String.join("\n", upload.sha256(), engine.name(), engine.model(), language);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized Optional<Document> find(String key) {
        Path file = folder.resolve(key + DOCUMENT);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Document document = JSON.readValue(Files.readAllBytes(file), Document.class);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(document);
        } catch (IOException | JacksonException e) {
            // as good as none: it is read again, and replaced
            return Optional.empty();
        }
    }

    /** What a document was read from. */
    synchronized Optional<Path> media(String key) {
        return Optional.of(folder.resolve(key + MEDIA)).filter(Files::isRegularFile);
    }

    /**
     * Keeps a document and the upload that it was read from, which is moved.
     *
     * @throws MlException when the disk fails
     */
    synchronized void put(String key, Document document, Upload upload) {
        try {
            Files.createDirectories(folder);
            Files.move(upload.file(), folder.resolve(key + MEDIA), StandardCopyOption.REPLACE_EXISTING);
            Path draft = Files.createTempFile(folder, "draft-", "");
            Files.write(draft, JSON.writerFor(Document.class).writeValueAsBytes(document));
            Path file = Files.move(draft, folder.resolve(key + DOCUMENT), StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            makeRoom(file);
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "the result cannot be kept in %s (%s)".formatted(folder, e.getMessage()), e);
        }
    }

    /** The newest stays, however large it is. */
    private void makeRoom(Path newest) throws IOException {
        List<Kept> kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(file -> file.toString().endsWith(DOCUMENT))
                    .map(Kept::of)
                    .sorted(Comparator.comparing(Kept::used))
                    .toList();
        }
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        for (Kept each : kept) {
            if (bytes <= maxBytes) {
                return;
            }
            if (!each.document.equals(newest)) {
                Files.deleteIfExists(each.document);
                Files.deleteIfExists(each.media);
                bytes -= each.bytes;
            }
        }
    }

    private record Kept(Path document, Path media, long bytes, FileTime used) {

        static Kept of(Path document) {
            String name = document.getFileName().toString();
            Path media = document.resolveSibling(name.substring(0, name.length() - DOCUMENT.length()) + MEDIA);
            try {
                long mediaBytes = Files.isRegularFile(media) ? Files.size(media) : 0;
                return new Kept(
                        document, media, Files.size(document) + mediaBytes, Files.getLastModifiedTime(document));
            } catch (IOException e) {
                return new Kept(document, media, 0, FileTime.fromMillis(0));
            }
        }
    }
}
