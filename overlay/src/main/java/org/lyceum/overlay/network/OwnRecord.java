package org.lyceum.overlay.network;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Presentation;

/** What this node says of itself: put together from its parts, and said again before it runs out. */
final class OwnRecord {

    /** Twenty minutes without a word from a node, or of its leaving, are possible; then it is forgotten. */
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private static final Duration RENEWAL = Duration.ofMinutes(10);

    private final PeerId self;
    private String name;
    private String course;
    private Map<String, Offering> offerings = Map.of();
    private Presentation presentation = Presentation.NONE;
    private long sequence;
    private long nextRenewal = Long.MAX_VALUE;

    OwnRecord(PeerId self, String name, String course) {
        this.self = self;
        this.name = name;
        this.course = course;
    }

    /** @throws IllegalArgumentException when it fits no record; nothing is changed then */
    NodeRecord rename(String newName, String newCourse, long now) {
        NodeRecord record = record(newName, newCourse, offerings, now);
        name = newName;
        course = newCourse;
        return record;
    }

    /**
     * Adds an offering, in place of one with the same key.
     *
     * @param offering null to take it back
     * @throws IllegalArgumentException when it fits no record; nothing is changed then
     */
    NodeRecord offer(String key, @Nullable Offering offering, long now) {
        Map<String, Offering> changed = new LinkedHashMap<>(offerings);
        if (offering == null) {
            changed.remove(key);
        } else {
            changed.put(key, offering);
        }
        NodeRecord record = record(name, course, changed, now);
        offerings = changed;
        return record;
    }

    Presentation presentation() {
        return presentation;
    }

    /** Shows something else from now on. */
    NodeRecord present(Presentation shown, long now) {
        presentation = shown;
        return record(name, course, offerings, now);
    }

    /** @throws IllegalArgumentException when name or course fit no record */
    NodeRecord renew(long now) {
        return record(name, course, offerings, now);
    }

    long nextRenewal() {
        return nextRenewal;
    }

    private NodeRecord record(String newName, String newCourse, Map<String, Offering> from, long now) {
        TreeSet<String> roles = new TreeSet<>();
        TreeSet<String> taskTypes = new TreeSet<>();
        from.values().forEach(offering -> {
            roles.addAll(offering.roles());
            taskTypes.addAll(offering.taskTypes());
        });
        long next = Math.max(now, sequence + 1);
        NodeRecord record = new NodeRecord(
                self,
                newName,
                roles,
                newCourse,
                from.values().stream()
                        .flatMap(offering -> offering.services().stream())
                        .toList(),
                taskTypes,
                from.values().stream().mapToInt(Offering::capacity).sum(),
                presentation,
                next,
                Instant.ofEpochMilli(now).plus(LIFETIME));
        sequence = next;
        nextRenewal = now + RENEWAL.toMillis();
        return record;
    }
}
