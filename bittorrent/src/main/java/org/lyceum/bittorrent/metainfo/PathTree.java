package org.lyceum.bittorrent.metainfo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * The folders and files of one torrent as they can stand on any disk: every name safe, and no two in one folder that
 * differ only by case or by the way an accent is encoded. A later file gives way to an earlier one by a number, and so
 * does a folder whose name a file has; folders that differ only so are one.
 */
final class PathTree {

    static final int MAX_DEPTH = 64;

    /** Of a whole path in UTF-8, half of what Linux takes, so that the download folder has room in front. */
    static final int MAX_PATH_BYTES = 2048;

    static final int MAX_FOLDERS = 100_000;

    private final Folder root = new Folder("");
    private int folders;

    private static final class Folder {

        private final String name;
        private final Map<String, Folder> folders = new HashMap<>();
        private final Set<String> taken = new HashSet<>();
        private final Map<String, Integer> numbers = new HashMap<>();

        Folder(String name) {
            this.name = name;
        }

        /** Takes the name, or the first free variant of it. Remembers the number, lest many of one name cost squares. */
        String take(String name) {
            String candidate = name;
            while (!taken.add(fold(candidate))) {
                int number = numbers.merge(fold(SafeName.numberedRoot(name)), 2, (last, _) -> last + 1);
                candidate = SafeName.numbered(name, number);
            }
            return candidate;
        }
    }

    /**
     * Adds a file by its parts as they stand in the torrent, and returns those to use.
     *
     * @param fault makes the error for a path that cannot be taken of what is wrong with it
     */
    List<String> add(List<String> rawParts, Function<String, BitTorrentException> fault) {
        if (rawParts.isEmpty()) {
            throw fault.apply("a path without parts");
        }
        if (rawParts.size() > MAX_DEPTH) {
            throw fault.apply("%d parts deep, at most %d are read".formatted(rawParts.size(), MAX_DEPTH));
        }
        List<String> path = new ArrayList<>(rawParts.size());
        Folder folder = root;
        for (String part : rawParts.subList(0, rawParts.size() - 1)) {
            folder = enter(folder, SafeName.of(part, "_"), fault);
            path.add(folder.name);
        }
        path.add(folder.take(SafeName.of(rawParts.getLast(), "_")));
        int bytes =
                path.stream().mapToInt(part -> SafeName.utf8Length(part) + 1).sum();
        if (bytes > MAX_PATH_BYTES) {
            throw fault.apply("a path of %d bytes, at most %d are read".formatted(bytes, MAX_PATH_BYTES));
        }
        return path;
    }

    private Folder enter(Folder parent, String name, Function<String, BitTorrentException> fault) {
        String key = fold(name);
        Folder known = parent.folders.get(key);
        if (known != null) {
            return known;
        }
        if (++folders > MAX_FOLDERS) {
            throw fault.apply("more than %d folders".formatted(MAX_FOLDERS));
        }
        Folder folder = new Folder(parent.take(name));
        parent.folders.put(key, folder);
        return folder;
    }

    /** Upper case first, since some letters have one upper but two lower forms. */
    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
