package org.lyceum.bittorrent.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.FileEntry;
import org.lyceum.bittorrent.metainfo.InfoDictionary;

/**
 * The names of a torrent's files and folders on disk: making, inspecting and removing them. No link is followed at or
 * below the root; what leads to the root is the user's own choice.
 */
final class TorrentFiles {

    private final Path root;
    private final List<FileEntry> entries;
    private final List<Path> paths;

    /** From the root down; none for a single-file torrent. */
    private final List<Path> folders;

    TorrentFiles(InfoDictionary info, Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.entries = info.files();
        this.paths = entries.stream()
                .map(entry -> info.multiFile() ? locate(entry) : this.root)
                .toList();
        this.folders = info.multiFile() ? folders() : List.of();
    }

    Path path(int file) {
        return paths.get(file);
    }

    /** The folders in which the file's name and those of its folders stand, up to the one with the root's name. */
    List<Path> foldersOf(int file) {
        List<Path> found = new ArrayList<>();
        for (Path path = paths.get(file); path.startsWith(root) && path.getParent() != null; path = path.getParent()) {
            found.add(path.getParent());
        }
        return found;
    }

    private boolean isPadding(int file) {
        return entries.get(file).padding();
    }

    /** Whether the path is the root, or below it. */
    boolean contains(Path path) {
        return path.startsWith(root);
    }

    private Path locate(FileEntry entry) {
        Path path = root;
        for (String part : entry.path()) {
            try {
                path = path.resolve(part);
            } catch (InvalidPathException e) {
                throw new BitTorrentException(
                        BitTorrentException.Reason.STORAGE,
                        "'%s' cannot be a file name here (file names are %s): start with LC_ALL=C.UTF-8, and resume"
                                .formatted(part, System.getProperty("sun.jnu.encoding")),
                        e);
            }
        }
        if (path.equals(root) || !path.startsWith(root) || !path.equals(path.normalize())) {
            throw BitTorrentException.malformed(
                    "'%s' would lie outside %s".formatted(String.join("/", entry.path()), root));
        }
        return path;
    }

    private List<Path> folders() {
        Set<Path> folders =
                new TreeSet<>(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
        folders.add(root);
        for (int file = 0; file < paths.size(); file++) {
            for (Path folder = isPadding(file) ? null : paths.get(file).getParent();
                    folder != null && folders.add(folder); ) {
                folder = folder.getParent();
            }
        }
        return List.copyOf(folders);
    }

    /** Makes every folder and every file without bytes. */
    void create() {
        Path at = root;
        try {
            if (root.getParent() != null) {
                Files.createDirectories(root.getParent());
            }
            for (Path folder : folders) {
                at = folder;
                createFolder(folder);
            }
            for (int file = 0; file < paths.size(); file++) {
                at = paths.get(file);
                if (!isPadding(file)) {
                    checkFile(at, entries.get(file).length() == 0);
                }
            }
        } catch (IOException e) {
            throw DiskFailure.writing(at, 0, e);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        Optional<BasicFileAttributes> present = attributes(folder);
        if (present.isEmpty()) {
            Files.createDirectory(folder);
        } else if (!present.get().isDirectory()) {
            throw inTheWay(folder, present.get(), "a folder");
        }
    }

    private static void checkFile(Path file, boolean create) throws IOException {
        Optional<BasicFileAttributes> present = attributes(file);
        if (present.isPresent() && !present.get().isRegularFile()) {
            throw inTheWay(file, present.get(), "a file");
        }
        if (present.isEmpty() && create) {
            Files.createFile(file);
        }
    }

    private static BitTorrentException inTheWay(Path path, BasicFileAttributes found, String expected) {
        String kind = found.isSymbolicLink()
                ? "a symbolic link"
                : found.isDirectory() ? "a folder" : found.isRegularFile() ? "a file" : "a device";
        return DiskFailure.of(
                "%s is %s where the torrent has %s: move it away and resume".formatted(path, kind, expected));
    }

    /** Size and time of every file; of padding, which stands nowhere, those that it would have. */
    List<FileStamp> stamps() {
        List<FileStamp> stamps = new ArrayList<>(paths.size());
        for (int file = 0; file < paths.size(); file++) {
            if (isPadding(file)) {
                stamps.add(new FileStamp(entries.get(file).length(), 0));
                continue;
            }
            Path path = paths.get(file);
            try {
                stamps.add(attributes(path)
                        .filter(BasicFileAttributes::isRegularFile)
                        .map(found -> new FileStamp(
                                found.size(), found.lastModifiedTime().toMillis()))
                        .orElse(FileStamp.MISSING));
            } catch (IOException e) {
                throw DiskFailure.reading(path, e);
            }
        }
        return stamps;
    }

    /** Removes the files, then the folders that are empty. What cannot be removed does not keep the rest. */
    void delete() {
        List<BitTorrentException> failures = new ArrayList<>();
        Set<Path> reachable = new HashSet<>();
        for (Path folder : folders) {
            attempt(folder, failures, () -> {
                if ((folder.equals(root) || reachable.contains(folder.getParent()))
                        && attributes(folder)
                                .filter(BasicFileAttributes::isDirectory)
                                .isPresent()) {
                    reachable.add(folder);
                }
            });
        }
        for (int file = 0; file < paths.size(); file++) {
            Path path = paths.get(file);
            boolean padding = isPadding(file);
            attempt(path, failures, () -> {
                if (!padding
                        && (path.equals(root) || reachable.contains(path.getParent()))
                        && attributes(path)
                                .filter(BasicFileAttributes::isRegularFile)
                                .isPresent()) {
                    Files.delete(path);
                }
            });
        }
        for (Path folder : folders.reversed()) {
            if (reachable.contains(folder)) {
                attempt(folder, failures, () -> deleteIfEmpty(folder));
            }
        }
        if (!failures.isEmpty()) {
            BitTorrentException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private interface Deletion {
        void run() throws IOException;
    }

    private static void attempt(Path path, List<BitTorrentException> failures, Deletion deletion) {
        try {
            deletion.run();
        } catch (IOException e) {
            failures.add(DiskFailure.deleting(path, e));
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isEmpty()) {
                Files.delete(folder);
            }
        }
    }

    /** Of the path itself, not of what it links to; empty when nothing is there. */
    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (path.getParent() != null && Files.isRegularFile(path.getParent(), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
