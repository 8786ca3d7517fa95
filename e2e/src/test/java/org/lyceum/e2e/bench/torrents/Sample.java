package org.lyceum.e2e.bench.torrents;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One start of a peer, or one addition of torrents to it.
 *
 * @param upNanos from the start of the process until its REST interface answers
 * @param seedingNanos from the same moment until every torrent seeds; for an addition, from the first request
 * @param cpuMillis CPU time of the process until then, kernel included
 * @param residentBytes resident then
 * @param lookedAtBytes resident after the list of torrents was asked for {@value NodeProcess#LOOKS} times
 * @param peakBytes the most that was resident in all that time
 * @param heapBytes used of its heap at the end, garbage included
 * @param openFiles at the end, apart from jars
 * @param openContent those of {@code openFiles} that lie in the folder of content
 */
record Sample(
        long upNanos,
        long seedingNanos,
        long cpuMillis,
        long residentBytes,
        long lookedAtBytes,
        long peakBytes,
        long heapBytes,
        long threads,
        long openFiles,
        long openContent) {

    double upSeconds() {
        return upNanos / 1e9;
    }

    double seedingSeconds() {
        return seedingNanos / 1e9;
    }

    double cpuSeconds() {
        return cpuMillis / 1e3;
    }

    /** Of each figure by itself. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::upNanos),
                median(samples, Sample::seedingNanos),
                median(samples, Sample::cpuMillis),
                median(samples, Sample::residentBytes),
                median(samples, Sample::lookedAtBytes),
                median(samples, Sample::peakBytes),
                median(samples, Sample::heapBytes),
                median(samples, Sample::threads),
                median(samples, Sample::openFiles),
                median(samples, Sample::openContent));
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        long[] sorted = samples.stream().mapToLong(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
