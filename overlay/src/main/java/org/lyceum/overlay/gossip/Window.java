package org.lyceum.overlay.gossip;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bodies of the last minutes, and the names of more; both bounded. */
final class Window {

    private final GossipSettings settings;
    private final Map<GossipId, Retained> bodies = new LinkedHashMap<>();
    private final Set<GossipId> seen = new LinkedHashSet<>();
    private long bytes;

    Window(GossipSettings settings) {
        this.settings = settings;
    }

    boolean hasSeen(GossipId id) {
        return seen.contains(id);
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
        return bodies.get(id);
    }

    /** Oldest first. */
    Collection<Map.Entry<GossipId, Retained>> entries() {
        return bodies.entrySet();
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
