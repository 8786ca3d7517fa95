package org.lyceum.overlay.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.News;
import org.lyceum.overlay.network.DeathNotice.Report;

/** The latest deaths that were heard of, bounded. */
final class Deaths {

    static final int MAX_NOTICES = 256;
    static final int MAX_REPORTS = 16;

    private record Life(PeerId peer, long incarnation) {}

    private final Map<Life, DeathNotice> notices = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Life, DeathNotice> eldest) {
            return size() > MAX_NOTICES;
        }
    };

    DeathNotice reported(News.Death news, Instant at) {
        return reported(news.about(), news.incarnation(), Set.of(news.teller()), Optional.empty(), at);
    }

    /** This node, a seed, found it dead too. */
    DeathNotice dropped(PeerId peer, long incarnation, Set<PeerId> reporters, Instant at) {
        return reported(peer, incarnation, reporters, Optional.of(at), at);
    }

    /** The notices that a node's sign of life contradicts. */
    List<DeathNotice> refuted(PeerId peer, long incarnation, Instant at) {
        List<DeathNotice> changed = new ArrayList<>();
        notices.replaceAll((life, notice) -> {
            if (!life.peer.equals(peer)
                    || life.incarnation >= incarnation
                    || notice.refuted().isPresent()) {
                return notice;
            }
            DeathNotice refuted =
                    new DeathNotice(peer, life.incarnation, notice.reports(), Optional.of(at), notice.dropped());
            changed.add(refuted);
            return refuted;
        });
        return changed;
    }

    /** The latest first. */
    List<DeathNotice> all() {
        return List.copyOf(notices.values()).reversed();
    }

    private DeathNotice reported(
            PeerId peer, long incarnation, Set<PeerId> reporters, Optional<Instant> dropped, Instant at) {
        Life life = new Life(peer, incarnation);
        DeathNotice before = notices.get(life);
        List<Report> reports = new ArrayList<>(before == null ? List.of() : before.reports());
        reporters.stream()
                .sorted()
                .filter(reporter ->
                        reports.stream().noneMatch(report -> report.reporter().equals(reporter)))
                .limit(Math.max(0, MAX_REPORTS - reports.size()))
                .forEach(reporter -> reports.add(new Report(reporter, at)));
        DeathNotice notice = new DeathNotice(
                peer,
                incarnation,
                reports,
                before == null ? Optional.empty() : before.refuted(),
                before == null ? dropped : before.dropped().or(() -> dropped));
        notices.put(life, notice);
        return notice;
    }
}
