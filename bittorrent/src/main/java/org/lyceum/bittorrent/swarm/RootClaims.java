package org.lyceum.bittorrent.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.FileEntry;
import org.lyceum.bittorrent.metainfo.InfoDictionary;

/**
 * Which torrent stands where below the files folder, so that two torrents of one name never write into each other.
 * May be called from any thread.
 */
final class RootClaims {

    private final Path files;
    private final Map<String, InfoHash> owners = new HashMap<>();

    RootClaims(Path files) {
        this.files = files;
    }

    /** Takes the place where a torrent stood before. */
    synchronized Path claim(InfoHash infoHash, Path root) {
        InfoHash owner = owners.putIfAbsent(key(root), infoHash);
        if (owner != null && !owner.equals(infoHash)) {
            throw new BitTorrentException(
                    BitTorrentException.Reason.CONFLICT, "%s belongs to the torrent %s".formatted(root, owner));
        }
        return root;
    }

    /**
     * Chooses a place for a torrent that has none yet: its name, or, where another torrent or a file that cannot be its
     * own is in the way, its name with the beginning of its info hash, or with all of it: who makes a torrent can choose
     * how its hash begins.
     */
    synchronized Path choose(InfoDictionary info) {
        String hash = info.infoHash().toHex();
        for (String name : List.of(info.name(), marked(info, hash.substring(0, 8)), marked(info, hash))) {
            Path root = files.resolve(name);
            InfoHash owner = owners.getOrDefault(key(root), info.infoHash());
            if (owner.equals(info.infoHash()) && couldBeItsOwn(info, root)) {
                owners.put(key(root), info.infoHash());
                return root;
            }
        }
        throw new BitTorrentException(
                BitTorrentException.Reason.CONFLICT,
                "something else is at every place for %s: move %s away and resume"
                        .formatted(info.name(), files.resolve(info.name())));
    }

    synchronized void release(InfoHash infoHash) {
        owners.values().remove(infoHash);
    }

    private static String marked(InfoDictionary info, String by) {
        String mark = " [" + by + "]";
        int dot = info.name().lastIndexOf('.');
        return info.multiFile() || dot <= 0
                ? info.name() + mark
                : info.name().substring(0, dot) + mark + info.name().substring(dot);
    }

    /** A file that is longer than the torrent's of that name holds something else. */
    private static boolean couldBeItsOwn(InfoDictionary info, Path root) {
        if (!Files.exists(root)) {
            return true;
        }
        if (Files.isDirectory(root) != info.multiFile()) {
            return false;
        }
        for (FileEntry file : info.files()) {
            if (file.padding()) {
                continue;
            }
            Path path = root;
            if (info.multiFile()) {
                for (String part : file.path()) {
                    path = path.resolve(part);
                }
            }
            try {
                if (Files.exists(path) && (Files.isDirectory(path) || Files.size(path) > file.length())) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static String key(Path root) {
        return root.toString().toLowerCase(Locale.ROOT);
    }
}
