package org.lyceum.overlay.gossip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.GossipMessage.Body;
import org.lyceum.overlay.gossip.GossipMessage.Offer;
import org.lyceum.overlay.gossip.GossipMessage.Offered;
import org.lyceum.overlay.gossip.GossipMessage.Request;

/**
 * Spreads messages over the links of a node: {@code docs/overlay.md} says why so.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds, which never runs backwards.
 */
public final class Gossip {

    /** Bodies asked of all neighbours together that have not come; offers beyond are left for the next reconciliation. */
    private static final int MAX_WANTED = 4_096;

    /** A body that has crossed as many links may come by fewer: who offers it first is asked only after a pause. */
    private static final int FAR = 3;

    /** In which another may offer it who is nearer to its origin. */
    private static final long PAUSE_MILLIS = 100;

    /** A lone message is offered at once; what follows it on the same link within this time shares one offer. */
    private static final long GATHER_MILLIS = 100;

    /** The first offer on a link may overtake the word that there is one, and is not heard then. */
    private static final long SECOND_OFFER_MILLIS = 1_000;

    /** After which something that could not be kept may be taken again. */
    private static final long SET_ASIDE_MILLIS = 600_000;

    private final GossipSettings settings;
    private final Map<String, Topic> topics = new HashMap<>();
    private final RandomGenerator random;
    private final GossipActions actions;
    private final Window window;
    private final long answerTimeoutMillis;
    private final Map<PeerId, GossipLink> links = new LinkedHashMap<>();
    private final Map<GossipId, Wanted> wanted = new LinkedHashMap<>();
    private long bodies;
    private long duplicates;
    private long nextReconciliation;
    private long nextFlush = Long.MAX_VALUE;
    private long nextTimeout = Long.MAX_VALUE;
    private long nextSecondOffer = Long.MAX_VALUE;

    public Gossip(
            GossipSettings settings,
            Collection<Topic> topics,
            RandomGenerator random,
            GossipActions actions,
            long now) {
        this.settings = settings;
        topics.forEach(topic -> this.topics.put(topic.name(), topic));
        this.random = random;
        this.actions = actions;
        this.window = new Window(settings);
        this.answerTimeoutMillis = settings.answerTimeout().toMillis();
        this.nextReconciliation = now + settings.reconciliation().toMillis();
    }

    /** Takes and passes on messages of one more topic. */
    public void open(Topic topic) {
        Topic before = topics.putIfAbsent(topic.name(), topic);
        if (before != null && !before.equals(topic)) {
            throw new IllegalArgumentException("topic %s allows %d bytes here already, not %d"
                    .formatted(topic.name(), before.maxBytes(), topic.maxBytes()));
        }
    }

    /** A new link: the other side is offered all that is recent. */
    public void linked(PeerId neighbour, long now) {
        window.expire(now);
        links.put(neighbour, new GossipLink(settings, now, now + SECOND_OFFER_MILLIS));
        nextSecondOffer = Math.min(nextSecondOffer, now + SECOND_OFFER_MILLIS);
        offerRecent(neighbour, Long.MIN_VALUE);
    }

    public void unlinked(PeerId neighbour) {
        links.remove(neighbour);
        window.unlinked(neighbour);
        wanted.values().forEach(it -> it.forget(neighbour));
    }

    /**
     * Tells everyone.
     *
     * @throws IllegalArgumentException when the topic is not among this node's or its content too large
     */
    public GossipId publish(Topic topic, byte[] content, long now) {
        if (!topic.equals(topics.get(topic.name())) || content.length > topic.maxBytes()) {
            throw new IllegalArgumentException("%d bytes for topic %s: the topic is unknown or allows at most %d"
                    .formatted(content.length, topic.name(), topic.maxBytes()));
        }
        GossipId id = GossipId.of(topic.name(), content);
        if (window.isSetAside(id) || !window.hasSeen(id, now)) {
            keep(id, new Retained(topic, content, 0, now), now);
        }
        return id;
    }

    /** As {@link #publish}, and tells every new neighbour until {@link #setAside}. */
    public GossipId publishLasting(Topic topic, byte[] content, long now) {
        GossipId id = publish(topic, content, now);
        Retained body = window.body(id);
        window.keepLasting(id, body != null ? body : new Retained(topic, content, 0, now));
        return id;
    }

    /**
     * Ends what {@link #publishLasting} or {@link GossipActions.Verdict#LASTING} began. What is offered again is taken
     * again as {@link GossipActions.Verdict#LATER} says.
     */
    public void setAside(GossipId id, long now) {
        window.setAside(id, Set.of(), now + SET_ASIDE_MILLIS);
    }

    /** From now on all that was set aside may be taken again. */
    public void reconsider() {
        window.reconsider();
    }

    public void receive(PeerId from, GossipMessage message, long now) {
        GossipLink link = links.get(from);
        if (link == null) {
            return;
        }
        switch (message) {
            case Offer m -> offered(from, link, m.bodies(), now);
            case Request m -> requested(from, m.ids());
            case Body m -> arrived(from, link, m, now);
        }
    }

    public void wake(long now) {
        window.expire(now);
        if (now >= nextFlush) {
            flushAll(now);
        }
        if (now >= nextTimeout) {
            askNext(now);
        }
        if (now >= nextSecondOffer) {
            offerAgain(now);
        }
        if (now >= nextReconciliation) {
            long interval = settings.reconciliation().toMillis();
            nextReconciliation = now + interval;
            List<PeerId> neighbours = List.copyOf(links.keySet());
            if (!neighbours.isEmpty()) {
                offerRecent(neighbours.get(random.nextInt(neighbours.size())), now - 3 * interval);
            }
        }
    }

    /** When {@link #wake} is due, at the latest. */
    public long nextWake() {
        return Math.min(Math.min(nextFlush, nextSecondOffer), Math.min(nextReconciliation, nextTimeout));
    }

    /** How many came that were wanted. */
    public long bodies() {
        return bodies;
    }

    /** How many came that were not wanted: had already, or not asked for. */
    public long duplicates() {
        return duplicates;
    }

    /** Of all bodies that are kept for others. */
    public long retainedBytes() {
        return window.bytes();
    }

    private void offered(PeerId from, GossipLink link, List<Offered> bodies, long now) {
        List<GossipId> missing = new ArrayList<>();
        for (Offered offered : bodies) {
            GossipId id = offered.id();
            if (window.hasSeen(id, now)) {
                Retained body = window.body(id);
                if (body != null) {
                    body.served.add(from);
                }
                continue;
            }
            if (window.hasCrossed(id, from)) {
                continue;
            }
            Wanted open = wanted.get(id);
            if (open == null) {
                if (wanted.size() >= MAX_WANTED || !link.mayOffer(now)) {
                    continue;
                }
                open = new Wanted(now + PAUSE_MILLIS);
                wanted.put(id, open);
            }
            open.offeredBy(from, offered.hops());
            if (!open.isAsked() && offered.hops() < FAR) {
                open.ask(now, answerTimeoutMillis);
                link.asked.add(id);
                missing.add(id);
            }
            nextTimeout = Math.min(nextTimeout, open.deadline());
        }
        if (link.owesTooMuch()) {
            actions.misbehaved(from, "offers what it does not send");
        } else if (!missing.isEmpty()) {
            request(from, missing);
        }
    }

    private void requested(PeerId from, List<GossipId> ids) {
        for (GossipId id : ids) {
            Retained body = window.body(id);
            if (body != null && body.served.add(from)) {
                actions.send(from, new Body(Math.min(body.hops + 1, 255), body.topic.name(), body.content));
            }
        }
    }

    private void arrived(PeerId from, GossipLink link, Body message, long now) {
        Topic topic = topics.get(message.topic());
        GossipId id = GossipId.of(message.topic(), message.content());
        if (!link.asked.remove(id)) {
            duplicates++;
            if (link.sendsTooMuch()) {
                actions.misbehaved(
                        from, "sends bodies that nobody asked for, on topic '%s'".formatted(message.topic()));
            }
            return;
        }
        if (topic != null && message.content().length > topic.maxBytes()) {
            actions.misbehaved(
                    from,
                    "sent %d bytes on topic %s, which allows %d"
                            .formatted(message.content().length, topic.name(), topic.maxBytes()));
            return;
        }
        wanted.remove(id);
        if (window.hasSeen(id, now)) {
            duplicates++;
            Retained body = window.body(id);
            if (body != null) {
                body.served.add(from);
            }
            return;
        }
        bodies++;
        if (topic == null) {
            window.remember(id);
            return;
        }
        take(id, topic, message, from, now);
    }

    private void take(GossipId id, Topic topic, Body message, PeerId from, long now) {
        window.remember(id);
        Verdict verdict = actions.deliver(topic, message.content(), from, message.hops());
        switch (verdict) {
            case FRESH, LASTING -> {
                Retained body = new Retained(topic, message.content(), message.hops(), now);
                body.served.add(from);
                if (verdict == Verdict.LASTING) {
                    window.keepLasting(id, body);
                }
                keep(id, body, now);
            }
            case STALE -> {}
            case LATER -> window.setAside(id, Set.of(from), now + SET_ASIDE_MILLIS);
            case INVALID -> actions.misbehaved(from, "passed on what it should have refused, on topic " + topic.name());
        }
    }

    private void keep(GossipId id, Retained body, long now) {
        window.expire(now);
        window.keep(id, body);
        links.forEach((neighbour, link) -> {
            if (!body.served.contains(neighbour)) {
                link.unoffered.add(id);
                if (link.offeredAt + GATHER_MILLIS <= now) {
                    flush(neighbour, link, now);
                } else {
                    nextFlush = Math.min(nextFlush, link.offeredAt + GATHER_MILLIS);
                }
            }
        });
    }

    /** Offers what has gathered, but for what the neighbour has got from elsewhere since. */
    private void flush(PeerId neighbour, GossipLink link, long now) {
        List<Offered> bodies = new ArrayList<>();
        for (GossipId id : link.unoffered) {
            Retained body = window.body(id);
            if (body != null && !body.served.contains(neighbour)) {
                bodies.add(new Offered(id, body.hops));
            }
        }
        link.unoffered.clear();
        if (!bodies.isEmpty()) {
            link.offeredAt = now;
            offer(neighbour, bodies);
        }
    }

    private void flushAll(long now) {
        nextFlush = Long.MAX_VALUE;
        links.forEach((neighbour, link) -> {
            if (link.unoffered.isEmpty()) {
                return;
            }
            if (link.offeredAt + GATHER_MILLIS <= now) {
                flush(neighbour, link, now);
            } else {
                nextFlush = Math.min(nextFlush, link.offeredAt + GATHER_MILLIS);
            }
        });
    }

    private void offer(PeerId neighbour, List<Offered> bodies) {
        for (int i = 0; i < bodies.size(); i += GossipMessage.MAX_IDS) {
            actions.send(neighbour, new Offer(bodies.subList(i, Math.min(bodies.size(), i + GossipMessage.MAX_IDS))));
        }
    }

    private void offerAgain(long now) {
        nextSecondOffer = Long.MAX_VALUE;
        links.forEach((neighbour, link) -> {
            if (link.secondOffer <= now) {
                link.secondOffer = Long.MAX_VALUE;
                offerRecent(neighbour, Long.MIN_VALUE);
            }
            nextSecondOffer = Math.min(nextSecondOffer, link.secondOffer);
        });
    }

    /** Names what came since then and the neighbour is not known to have. */
    private void offerRecent(PeerId neighbour, long since) {
        List<Offered> bodies = new ArrayList<>();
        for (Map.Entry<GossipId, Retained> entry : window.entries()) {
            Retained body = entry.getValue();
            boolean due = body.since >= since || window.isLasting(entry.getKey());
            if (due && !body.served.contains(neighbour)) {
                bodies.add(new Offered(entry.getKey(), body.hops));
            }
        }
        offer(neighbour, bodies);
    }

    /** Asks whoever may be asked next for what has not come, or may not be waited for any longer. */
    private void askNext(long now) {
        Map<PeerId, List<GossipId>> requests = new LinkedHashMap<>();
        wanted.entrySet().removeIf(entry -> {
            GossipId id = entry.getKey();
            Wanted body = entry.getValue();
            if (body.deadline() > now) {
                return false;
            }
            PeerId next = body.ask(now, answerTimeoutMillis);
            GossipLink link = next == null ? null : links.get(next);
            if (next == null || link == null) {
                return true;
            }
            link.asked.add(id);
            requests.computeIfAbsent(next, _ -> new ArrayList<>()).add(id);
            return false;
        });
        requests.forEach(this::request);
        nextTimeout = wanted.values().stream().mapToLong(Wanted::deadline).min().orElse(Long.MAX_VALUE);
    }

    private void request(PeerId neighbour, List<GossipId> ids) {
        for (int i = 0; i < ids.size(); i += GossipMessage.MAX_IDS) {
            actions.send(neighbour, new Request(ids.subList(i, Math.min(ids.size(), i + GossipMessage.MAX_IDS))));
        }
    }
}
