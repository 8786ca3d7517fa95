package org.lyceum.overlay.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Files that are their owner's alone, from the moment they exist. */
final class PrivateFile {

    static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFile() {}

    /** Replaces a file, or makes it: whoever reads it finds the old content or the new, also after a crash. */
    static void write(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file, content);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes a file, whole from the start; one that is there, or that another process makes meanwhile, stays. */
    static void create(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file, content);
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // what is there counts
        } catch (FileSystemException | UnsupportedOperationException e) {
            // a file system without hard links
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path temporary(Path file, byte[] content) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Path temporary = Files.createTempFile(
                folder, Objects.toString(file.getFileName()), ".tmp", permissions(folder, OWNER_ONLY));
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return temporary;
    }

    /** Makes the folder where there is none. */
    static void createFolder(Path folder) throws IOException {
        Path parent = Objects.requireNonNull(folder.getParent());
        Files.createDirectories(parent);
        Set<PosixFilePermission> owner = EnumSet.of(PosixFilePermission.OWNER_EXECUTE);
        owner.addAll(OWNER_ONLY);
        try {
            Files.createDirectory(folder, permissions(parent, owner));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path near, Set<PosixFilePermission> wanted) {
        return hasPermissions(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(wanted)}
                : new FileAttribute<?>[0];
    }

    /** Windows has none: there, what is in a user's folder is the user's. */
    static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
