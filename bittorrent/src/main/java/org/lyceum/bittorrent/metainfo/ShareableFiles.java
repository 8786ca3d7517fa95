package org.lyceum.bittorrent.metainfo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;

/**
 * The files that a torrent is made of, as they stood at one moment.
 *
 * @param name of the torrent: that of the file or folder
 * @param folder whether it is a folder with files below it
 * @param list sorted by path, part by part
 */
record ShareableFiles(String name, boolean folder, List<Source> list) {

    /**
     * One file.
     *
     * @param path name parts below the root
     */
    record Source(Path location, List<String> path, long length, FileTime modified) {

        private static final Comparator<Source> BY_PATH = (one, other) -> {
            int common = Math.min(one.path.size(), other.path.size());
            for (int i = 0; i < common; i++) {
                int order = one.path.get(i).compareTo(other.path.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(one.path.size(), other.path.size());
        };

        private static Source of(Path location, List<String> path, BasicFileAttributes attributes) {
            return new Source(location, path, attributes.size(), attributes.lastModifiedTime());
        }

        void checkUnchanged() {
            try {
                if (!of(location, path, attributes(location)).equals(this)) {
                    throw changed();
                }
            } catch (IOException e) {
                throw unreadable(location, e);
            }
        }

        BitTorrentException changed() {
            return new BitTorrentException(
                    Reason.STORAGE, "%s: changed while it was hashed; try again when it is complete".formatted(this));
        }

        @Override
        public String toString() {
            return String.join("/", path);
        }
    }

    ShareableFiles {
        list = list.stream().sorted(Source.BY_PATH).toList();
    }

    /** Looks at {@code root}, which may itself be a link. */
    static ShareableFiles below(Path root) {
        try {
            Path real = root.toRealPath();
            BasicFileAttributes attributes = attributes(real);
            ShareableFiles files = attributes.isDirectory()
                    ? new ShareableFiles(name(root), true, walk(real))
                    : new ShareableFiles(name(root), false, single(root, real, attributes));
            files.check();
            return files;
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    long totalLength() {
        return list.stream().mapToLong(Source::length).sum();
    }

    private static String name(Path root) {
        Path name = root.toAbsolutePath().normalize().getFileName();
        if (name == null) {
            throw BitTorrentException.malformed("%s: has no name to give to a torrent".formatted(root));
        }
        return name.toString();
    }

    private static List<Source> single(Path root, Path real, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw BitTorrentException.malformed("%s: neither a file nor a folder".formatted(root));
        }
        return List.of(Source.of(real, List.of(name(root)), attributes));
    }

    private static List<Source> walk(Path root) throws IOException {
        List<Source> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(Source.of(file, parts(root.relativize(file)), attributes));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static List<String> parts(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .toList();
    }

    private void check() {
        if (list.isEmpty()) {
            throw BitTorrentException.malformed(
                    "%s: a folder without files, of which no torrent can be made".formatted(name));
        }
        if (totalLength() == 0) {
            throw BitTorrentException.malformed("%s: has no content, of which no torrent can be made".formatted(name));
        }
        if (list.size() > InfoReader.MAX_FILES) {
            throw BitTorrentException.malformed("%s: %d files, of which a torrent takes at most %d"
                    .formatted(name, list.size(), InfoReader.MAX_FILES));
        }
        checkNames();
    }

    /** A name that readers would clean is refused: the torrent would look for a file that is not there. */
    private void checkNames() {
        checkName(name, SafeName.of(name, "_"));
        PathTree paths = new PathTree();
        for (Source file : list) {
            List<String> safe =
                    paths.add(file.path, fault -> BitTorrentException.malformed("%s: %s".formatted(file, fault)));
            checkName(file.toString(), String.join("/", safe));
        }
    }

    private static void checkName(String name, String safe) {
        if (!name.equals(safe)) {
            throw BitTorrentException.malformed(
                    "%s: a name that not every system can hold; rename it, for example to %s".formatted(name, safe));
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static BitTorrentException unreadable(Object file, IOException cause) {
        String why = switch (cause) {
            case NoSuchFileException _ -> "is not there";
            case AccessDeniedException _ -> "may not be read; see to its permissions";
            default -> "cannot be read: " + cause.getMessage();
        };
        return new BitTorrentException(Reason.STORAGE, file + ": " + why, cause);
    }
}
