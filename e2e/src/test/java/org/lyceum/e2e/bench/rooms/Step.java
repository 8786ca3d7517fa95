package org.lyceum.e2e.bench.rooms;

import java.util.List;

/**
 * What one rate came to.
 *
 * @param readers how many
 * @param rate messages a second that were meant to be
 * @param seconds of writing
 * @param took seconds until the last message was with the last reader
 * @param bytes that readers got
 */
record Step(
        int readers,
        int rate,
        int seconds,
        long sent,
        long delivered,
        long disordered,
        double p50,
        double p99,
        double most,
        double took,
        long bytes,
        double serverCpu,
        double agentCpu,
        long residentBytes) {

    /** Readers are behind for good when they need so much longer than the writing. */
    private static final double BEHIND_SECONDS = 1;

    static Step of(List<String> words, int readers, int rate, int seconds, double server, double agent, long resident) {
        return new Step(
                readers,
                rate,
                seconds,
                Long.parseLong(words.get(0)),
                Long.parseLong(words.get(1)),
                Long.parseLong(words.get(2)),
                Double.parseDouble(words.get(3)),
                Double.parseDouble(words.get(4)),
                Double.parseDouble(words.get(5)),
                Double.parseDouble(words.get(6)),
                Long.parseLong(words.get(7)),
                server,
                agent,
                resident);
    }

    boolean isComplete() {
        return delivered == sent * readers && disordered == 0;
    }

    boolean keepsUp() {
        return isComplete() && took < seconds + BEHIND_SECONDS;
    }

    double deliveriesPerSecond() {
        return delivered / took;
    }

    double deliveriesPerCpuSecond() {
        return delivered / serverCpu;
    }

    double bytesPerDelivery() {
        return bytes / (double) delivered;
    }
}
