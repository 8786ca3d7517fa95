package org.lyceum.bittorrent.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.InfoHash;

/**
 * What is remembered of a torrent besides its metainfo.
 *
 * @param magnet the link by which it was added, if it was
 * @param root where its content lies, relative to the folder of all content, with {@code /} between names; null as long
 *     as that is not decided
 * @param addedAt kept to the millisecond
 * @param downloaded bytes of content received so far
 * @param uploaded bytes of content sent so far
 * @param priorities one for each file, by ordinal of the caller's choice; empty when none was set
 * @param verified pieces that were right and forced to disk when this was saved; null when none is known. The caller
 *     does not change it any more
 * @param stamps one for each file, taken after the force; empty when none is known
 * @param clean nothing was written after {@code stamps} were taken
 */
public record ResumeData(
        InfoHash infoHash,
        @Nullable String magnet,
        @Nullable String root,
        boolean paused,
        boolean sequential,
        Instant addedAt,
        long downloaded,
        long uploaded,
        List<Integer> priorities,
        @Nullable BitField verified,
        List<FileStamp> stamps,
        boolean clean) {

    public ResumeData {
        priorities = List.copyOf(priorities);
        stamps = List.copyOf(stamps);
    }

    public ResumeData withRoot(String newRoot) {
        return new ResumeData(
                infoHash,
                magnet,
                newRoot,
                paused,
                sequential,
                addedAt,
                downloaded,
                uploaded,
                priorities,
                verified,
                stamps,
                clean);
    }

    /** A torrent of which nothing but its name is known. */
    static ResumeData unknown(InfoHash infoHash, Instant addedAt) {
        return new ResumeData(infoHash, null, null, false, false, addedAt, 0, 0, List.of(), null, List.of(), false);
    }
}
