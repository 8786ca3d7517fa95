package org.lyceum.launcher;

import java.io.Console;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far each peer is. */
sealed interface SwarmProgress extends AutoCloseable {

    void show(String peer, PeerApi.Torrent torrent);

    @Override
    void close();

    /** Bars where somebody watches, lines where the output goes to a file. */
    static SwarmProgress at(PrintWriter out, List<String> peers, long totalBytes) {
        boolean watched = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return watched ? new Bars(peers, totalBytes) : new Lines(out);
    }

    /** One bar for each peer, redrawn in place. */
    final class Bars implements SwarmProgress {

        private static final long KILOBYTE = 1_000;

        private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

        private Bars(List<String> peers, long totalBytes) {
            for (String peer : peers) {
                bars.put(
                        peer,
                        new ProgressBarBuilder()
                                .setTaskName("%-10s".formatted(peer))
                                .setInitialMax(totalBytes)
                                .setUnit(" kB", KILOBYTE)
                                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                                .setUpdateIntervalMillis(100)
                                .hideEta()
                                .build());
            }
        }

        @Override
        public void show(String peer, PeerApi.Torrent torrent) {
            ProgressBar bar = bars.get(peer);
            if (bar != null) {
                bar.stepTo(torrent.completedBytes());
                bar.setExtraMessage(torrent.state());
            }
        }

        @Override
        public void close() {
            bars.values().forEach(ProgressBar::close);
        }
    }

    /** A line for each quarter that a peer has got and each state it enters. */
    final class Lines implements SwarmProgress {

        private final PrintWriter out;
        private final Map<String, String> shown = new HashMap<>();

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void show(String peer, PeerApi.Torrent torrent) {
            int quarter = 25 * (int) Math.floor(torrent.progress() * 4);
            String line = "%-10s %3d %%  %s".formatted(peer, quarter, torrent.state());
            if (!line.equals(shown.put(peer, line))) {
                out.println(line);
            }
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
