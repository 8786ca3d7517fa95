package org.lyceum.peer.torrents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * The names of the files in one upload: cleaned, below each other as a browser sends a folder, and unique without
 * regard to case, since a peer with another file system shall be able to store them all.
 */
final class UploadTree {

    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<CleanName> firstPath = new ArrayList<>();
    private @Nullable CleanName commonTop;

    /** Adds a file under the name that the client gave; answers the path to store it under. */
    List<CleanName> add(String filename) {
        List<CleanName> path = new ArrayList<>(CleanName.path(filename));
        List<CleanName> parents = path.subList(0, path.size() - 1);
        StringBuilder prefix = new StringBuilder();
        for (CleanName parent : parents) {
            String key = key(prefix, parent);
            if (files.contains(key)) {
                throw BitTorrentException.malformed(
                        "part 'file': '%s' is a file and a folder at the same time".formatted(key));
            }
            folders.add(key);
            prefix.append(parent.text()).append('/');
        }
        path.set(path.size() - 1, take(prefix, path.getLast()));
        remember(path, parents);
        return List.copyOf(path);
    }

    int size() {
        return files.size();
    }

    /** The path of the first file; empty before it. */
    List<CleanName> firstPath() {
        return firstPath;
    }

    /** The folder that holds every file; null when there is none. */
    @Nullable
    CleanName commonTop() {
        return commonTop;
    }

    /** The name, or the first free variant of it. Goes on counting, lest many of one name cost squares. */
    private CleanName take(CharSequence prefix, CleanName name) {
        CleanName free = name;
        while (folders.contains(key(prefix, free)) || !files.add(key(prefix, free))) {
            free = name.numbered(numbers.merge(key(prefix, name), 2, (last, two) -> last + 1));
        }
        return free;
    }

    private void remember(List<CleanName> path, List<CleanName> parents) {
        if (files.size() == 1) {
            firstPath.addAll(path);
            commonTop = parents.isEmpty() ? null : parents.getFirst();
        } else if (parents.isEmpty() || !parents.getFirst().equals(commonTop)) {
            commonTop = null;
        }
    }

    private static String key(CharSequence prefix, CleanName name) {
        return (prefix + name.text()).toLowerCase(Locale.ROOT);
    }
}
