package org.lyceum.overlay.gossip;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;

/**
 * The bodies of the last minutes, and the names of more; both bounded. Lasting bodies are kept beside them until they are
 * set aside: the application bounds their number, and as many as others may be is the most here too.
 */
final class Window {

    private static final int MAX_SET_ASIDE = 1_024;

    /** What may be taken again then, but not over the links that it has crossed. */
    private record SetAside(long until, Set<PeerId> crossed) {}

    private final GossipSettings settings;
    private final Map<GossipId, Retained> bodies = new LinkedHashMap<>();
    private final Map<GossipId, Retained> lasting = new LinkedHashMap<>();
    private final Set<GossipId> seen = new LinkedHashSet<>();
    private final Map<GossipId, SetAside> setAside = new LinkedHashMap<>();
    private long bytes;

    Window(GossipSettings settings) {
        this.settings = settings;
    }

    boolean hasSeen(GossipId id, long now) {
        SetAside aside = setAside.get(id);
        return seen.contains(id) || body(id) != null || (aside != null && aside.until > now);
    }

    boolean isSetAside(GossipId id) {
        return setAside.containsKey(id);
    }

    /** Whether what was set aside has crossed the link to this neighbour. */
    boolean hasCrossed(GossipId id, PeerId neighbour) {
        SetAside aside = setAside.get(id);
        return aside != null && aside.crossed.contains(neighbour);
    }

    void remember(GossipId id) {
        seen.add(id);
        if (seen.size() > settings.rememberedIds()) {
            Iterator<GossipId> eldest = seen.iterator();
            eldest.next();
            eldest.remove();
        }
    }

    void keep(GossipId id, Retained body) {
        takeBack(id, body);
        remember(id);
        bodies.put(id, body);
        bytes += body.content.length;
        while (bodies.size() > settings.retainedBodies() || bytes > settings.retainedBytes()) {
            dropEldest();
        }
    }

    void keepLasting(GossipId id, Retained body) {
        takeBack(id, body);
        lasting.put(id, body);
        if (lasting.size() > settings.retainedBodies()) {
            lasting.remove(lasting.keySet().iterator().next());
        }
    }

    /** Not seen any more, once that time is over. A body that is kept is so no longer than any other from now on. */
    void setAside(GossipId id, Set<PeerId> crossed, long until) {
        Retained body = body(id);
        Set<PeerId> all = body != null ? body.served : new HashSet<>();
        all.addAll(crossed);
        SetAside before = setAside.remove(id);
        if (before != null) {
            all.addAll(before.crossed);
        }
        lasting.remove(id);
        seen.remove(id);
        setAside.put(id, new SetAside(until, all));
        if (setAside.size() > MAX_SET_ASIDE) {
            setAside.remove(setAside.keySet().iterator().next());
        }
    }

    /** The time of all that was set aside is over. */
    void reconsider() {
        setAside.replaceAll((_, aside) -> new SetAside(Long.MIN_VALUE, aside.crossed));
    }

    void unlinked(PeerId neighbour) {
        entries().forEach(entry -> entry.getValue().served.remove(neighbour));
        setAside.values().forEach(aside -> aside.crossed.remove(neighbour));
    }

    boolean isLasting(GossipId id) {
        return lasting.containsKey(id);
    }

    void expire(long now) {
        while (!bodies.isEmpty()
                && bodies.values().iterator().next().since
                                + settings.retention().toMillis()
                        <= now) {
            dropEldest();
        }
    }

    @Nullable
    Retained body(GossipId id) {
        Retained recent = bodies.get(id);
        return recent != null ? recent : lasting.get(id);
    }

    /** All that is kept; lasting ones first, the others oldest first. */
    Collection<Map.Entry<GossipId, Retained>> entries() {
        Map<GossipId, Retained> all = new LinkedHashMap<>(lasting);
        all.putAll(bodies);
        return all.entrySet();
    }

    long bytes() {
        return bytes;
    }

    private void takeBack(GossipId id, Retained body) {
        SetAside aside = setAside.remove(id);
        if (aside != null) {
            body.served.addAll(aside.crossed);
        }
    }

    private void dropEldest() {
        Iterator<Retained> eldest = bodies.values().iterator();
        bytes -= eldest.next().content.length;
        eldest.remove();
    }
}
