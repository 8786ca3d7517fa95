package org.lyceum.overlay.gossip;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the last minutes, and the names of more; both bounded. Lasting bodies are kept beside them until they are
 * forgotten: the application bounds their number, and as many as others may be is the most here too.
 */
final class Window {

    private final GossipSettings settings;
    private final Map<GossipId, Retained> bodies = new LinkedHashMap<>();
    private final Map<GossipId, Retained> lasting = new LinkedHashMap<>();
    private final Set<GossipId> seen = new LinkedHashSet<>();
    private long bytes;

    Window(GossipSettings settings) {
        this.settings = settings;
    }

    boolean hasSeen(GossipId id) {
        return seen.contains(id) || lasting.containsKey(id);
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
        remember(id);
        bodies.put(id, body);
        bytes += body.content.length;
        while (bodies.size() > settings.retainedBodies() || bytes > settings.retainedBytes()) {
            dropEldest();
        }
    }

    void keepLasting(GossipId id, Retained body) {
        lasting.put(id, body);
        if (lasting.size() > settings.retainedBodies()) {
            lasting.remove(lasting.keySet().iterator().next());
        }
    }

    /** A lasting body is kept no longer than others from now on. */
    void forget(GossipId id) {
        lasting.remove(id);
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

    private void dropEldest() {
        Iterator<Retained> eldest = bodies.values().iterator();
        bytes -= eldest.next().content.length;
        eldest.remove();
    }
}
