package org.lyceum.overlay.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/**
 * The file {@code identity/key} in a node's data folder: the key pair as go-libp2p and js-libp2p store it, a protobuf of
 * 68 bytes (libp2p specs, {@code peer-ids/peer-ids.md}): {@code 08 01 12 40}, 32 bytes of seed, 32 of public key. Only
 * its owner may read it.
 */
public final class IdentityFile {

    private IdentityFile() {}

    /**
     * The identity of the node whose data are in this folder; a new one at its first start.
     *
     * @throws OverlayException {@code IDENTITY} when the file is not fit for use: open to others, no plain file, broken,
     *     or not to be read or written
     */
    public static Identity open(Path data) {
        Path file = data.resolve("identity").resolve("key");
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new OverlayException(
                    Reason.IDENTITY, "the node's key %s can be neither read nor made: %s".formatted(file, e), e);
        }
    }

    private static Identity read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unfit(
                    file,
                    "is a link or a folder, so that someone else may decide what it holds",
                    "put the file itself there");
        }
        if (PrivateFile.hasPermissions(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (!PrivateFile.OWNER_ONLY.containsAll(permissions)) {
                throw unfit(
                        file,
                        "is open to more than reading and writing by its owner (%s)"
                                .formatted(PosixFilePermissions.toString(permissions)),
                        "type: chmod 600 '%s'".formatted(file));
            }
        }
        try {
            return Identity.fromProtobuf(content(file));
        } catch (OverlayException e) {
            throw unfit(
                    file,
                    "is broken: " + e.getMessage(),
                    "restore it from a backup, or move it away to let the node begin anew under another name");
        }
    }

    private static byte[] content(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Identity.PROTOBUF_BYTES + 1);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // until the end of the file, or one byte too many
            }
        }
        byte[] bytes = new byte[content.flip().remaining()];
        content.get(bytes);
        return bytes;
    }

    private static OverlayException unfit(Path file, String fault, String remedy) {
        return new OverlayException(Reason.IDENTITY, "the node's key %s %s; %s".formatted(file, fault, remedy));
    }

    private static void create(Path file) throws IOException {
        PrivateFile.createFolder(Objects.requireNonNull(file.getParent()));
        PrivateFile.create(file, Identity.generate().toProtobuf());
    }
}
