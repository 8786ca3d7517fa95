package org.lyceum.bittorrent.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * What is remembered of a torrent besides its metainfo.
 *
 * @param magnet the link by which it was added, if it was
 * @param root where its content lies, relative to the folder of all content, with {@code /} between names; null as long
 *     as that is not decided
 * @param limits those of this torrent alone
 * @param addedAt kept to the millisecond
 * @param downloaded bytes of content received so far
 * @param uploaded bytes of content sent so far
 * @param completed every piece was here once: what is fetched again after that completes no download
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
        RateLimits limits,
        Instant addedAt,
        long downloaded,
        long uploaded,
        boolean completed,
        List<Integer> priorities,
        @Nullable BitField verified,
        List<FileStamp> stamps,
        boolean clean) {

    public ResumeData {
        priorities = List.copyOf(priorities);
        stamps = List.copyOf(stamps);
    }

    public ResumeData withRoot(String newRoot) {
        return copy(newRoot, paused, limits, downloaded, uploaded, completed, priorities, verified, stamps, clean);
    }

    /** What changes besides the files. */
    public ResumeData with(boolean nowPaused, RateLimits newLimits, long nowDownloaded, long nowUploaded) {
        return copy(
                root, nowPaused, newLimits, nowDownloaded, nowUploaded, completed, priorities, verified, stamps, clean);
    }

    public ResumeData withCompleted(boolean nowCompleted) {
        return copy(root, paused, limits, downloaded, uploaded, nowCompleted, priorities, verified, stamps, clean);
    }

    public ResumeData withPriorities(List<Integer> newPriorities) {
        return copy(root, paused, limits, downloaded, uploaded, completed, newPriorities, verified, stamps, clean);
    }

    public ResumeData withPieces(@Nullable BitField nowVerified, List<FileStamp> newStamps, boolean nowClean) {
        return copy(
                root, paused, limits, downloaded, uploaded, completed, priorities, nowVerified, newStamps, nowClean);
    }

    private ResumeData copy(
            @Nullable String newRoot,
            boolean nowPaused,
            RateLimits newLimits,
            long nowDownloaded,
            long nowUploaded,
            boolean nowCompleted,
            List<Integer> newPriorities,
            @Nullable BitField nowVerified,
            List<FileStamp> newStamps,
            boolean nowClean) {
        return new ResumeData(
                infoHash,
                magnet,
                newRoot,
                nowPaused,
                sequential,
                newLimits,
                addedAt,
                nowDownloaded,
                nowUploaded,
                nowCompleted,
                newPriorities,
                nowVerified,
                newStamps,
                nowClean);
    }

    /**
     * A torrent of which nothing has come yet.
     *
     * @param magnet as above
     */
    public static ResumeData fresh(
            InfoHash infoHash, @Nullable String magnet, boolean paused, boolean sequential, Instant addedAt) {
        return new ResumeData(
                infoHash,
                magnet,
                null,
                paused,
                sequential,
                RateLimits.NONE,
                addedAt,
                0,
                0,
                false,
                List.of(),
                null,
                List.of(),
                false);
    }
}
