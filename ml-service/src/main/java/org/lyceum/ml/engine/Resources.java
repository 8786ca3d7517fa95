package org.lyceum.ml.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.util.FileSystemUtils;

/** Unpacks what jars carry. Several processes may do so at once: what is there is whole. */
public final class Resources {

    private Resources() {}

    /** A step on a folder. */
    @FunctionalInterface
    public interface Finish {

        void apply(Path folder) throws IOException;
    }

    /**
     * A file of the class path, as a file of its own name in a folder.
     *
     * @throws MlException when it cannot be written, or is not there
     */
    public static Path unpack(String resource, Path folder) {
        Path target = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        if (Files.isRegularFile(target)) {
            return target;
        }
        try (InputStream in = open(resource)) {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "unpacking-", "");
            try {
                Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            return target;
        } catch (IOException e) {
            throw cannotUnpack(target, e);
        }
    }

    /**
     * The files under one folder of a zip on the class path, as a folder.
     *
     * @param prefix of the entries wanted, ending with a slash
     * @param last what is still to be done to the folder before others see it
     * @throws MlException when it cannot be written, or is not there
     */
    public static Path unpackZip(String resource, String prefix, Path target, Finish last) {
        if (Files.isDirectory(target)) {
            return target;
        }
        try (ZipInputStream zip = new ZipInputStream(open(resource))) {
            Files.createDirectories(target.resolveSibling("."));
            Path draft = Files.createTempDirectory(target.toAbsolutePath().getParent(), "unpacking-");
            try {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                        Path file = draft.resolve(entry.getName().substring(prefix.length()));
                        Files.createDirectories(file.resolveSibling("."));
                        Files.copy(zip, file);
                    }
                }
                last.apply(draft);
                moveUnlessThere(draft, target);
            } finally {
                FileSystemUtils.deleteRecursively(draft);
            }
            return target;
        } catch (IOException e) {
            throw cannotUnpack(target, e);
        }
    }

    /** When another process was faster, its folder stays. */
    private static void moveUnlessThere(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Resources.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return in;
    }

    private static MlException cannotUnpack(Path target, IOException cause) {
        return new MlException(
                MlException.Reason.UNAVAILABLE,
                "%s: cannot be unpacked (%s)".formatted(target, cause.getMessage()),
                cause);
    }
}
