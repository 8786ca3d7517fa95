package org.lyceum.overlay.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;

/**
 * The records of all nodes. Used by one thread at a time.
 *
 * <p>That someone is called dead is a claim of others, so it removes nothing: such a node is merely listed last until
 * it is heard of again or its record runs out.
 */
public final class Directory {

    private static final class Entry {
        final SignedRecord signed;
        boolean doubted;

        Entry(SignedRecord signed) {
            this.signed = signed;
        }
    }

    private final DirectorySettings settings;
    private final Signatures signatures;
    private final Map<PeerId, Entry> entries = new LinkedHashMap<>();
    private final List<Consumer<DirectoryEvent>> subscribers = new ArrayList<>();
    private long bytes;

    public Directory(DirectorySettings settings, Signatures signatures) {
        this.settings = settings;
        this.signatures = signatures;
    }

    /** Takes a record if it is genuine, alive and newer than the one that is held. */
    public Admission offer(SignedRecord signed, Instant now) {
        NodeRecord record = signed.record();
        Entry before = entries.get(record.peer());
        if (before != null && before.signed.record().sequence() >= record.sequence()) {
            return Admission.STALE;
        }
        if (!record.expires().isAfter(now)) {
            return Admission.EXPIRED;
        }
        if (Duration.between(now, record.expires()).compareTo(settings.maxLifetime()) > 0) {
            return Admission.TOO_LONG_LIVED;
        }
        int more = size(signed) - (before == null ? 0 : size(before.signed));
        if ((before == null && entries.size() >= settings.maxRecords()) || bytes + more > settings.maxBytes()) {
            return Admission.FULL;
        }
        if (!signed.isGenuine(signatures)) {
            return Admission.FORGED;
        }
        entries.put(record.peer(), new Entry(signed));
        bytes += more;
        publish(new DirectoryEvent.Listed(record));
        return Admission.LISTED;
    }

    /** Someone calls this node dead. */
    public void doubt(PeerId peer) {
        mark(peer, true);
    }

    /** It was heard of since. */
    public void trust(PeerId peer) {
        mark(peer, false);
    }

    /** It left, and said so itself. */
    public void remove(PeerId peer) {
        Entry entry = entries.remove(peer);
        if (entry != null) {
            bytes -= size(entry.signed);
            publish(new DirectoryEvent.Removed(entry.signed.record()));
        }
    }

    /** Drops what ran out. */
    public void expire(Instant now) {
        entries.values().stream()
                .map(entry -> entry.signed.record())
                .filter(record -> !record.expires().isAfter(now))
                .toList()
                .forEach(record -> remove(record.peer()));
    }

    public Optional<NodeRecord> find(PeerId peer) {
        return signed(peer).map(SignedRecord::record);
    }

    public Optional<SignedRecord> signed(PeerId peer) {
        return Optional.ofNullable(entries.get(peer)).map(entry -> entry.signed);
    }

    /** Everyone; those called dead last. */
    public List<NodeRecord> all() {
        return select(_ -> true);
    }

    /** Who has this role; those called dead last. */
    public List<NodeRecord> withRole(String role) {
        return select(record -> record.roles().contains(role));
    }

    /** Who takes jobs of this type; those called dead last. */
    public List<NodeRecord> takingTasks(String type) {
        return select(record -> record.taskTypes().contains(type));
    }

    /** Whether someone calls it dead and it has not been heard of since. */
    public boolean isDoubted(PeerId peer) {
        Entry entry = entries.get(peer);
        return entry != null && entry.doubted;
    }

    public int size() {
        return entries.size();
    }

    /**
     * Calls for every change from now on, on the thread that makes it.
     *
     * @return ends it
     */
    public Runnable subscribe(Consumer<DirectoryEvent> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    private List<NodeRecord> select(Predicate<NodeRecord> wanted) {
        List<NodeRecord> first = new ArrayList<>();
        List<NodeRecord> last = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (wanted.test(entry.signed.record())) {
                (entry.doubted ? last : first).add(entry.signed.record());
            }
        }
        first.addAll(last);
        return first;
    }

    private void mark(PeerId peer, boolean dead) {
        Entry entry = entries.get(peer);
        if (entry != null && entry.doubted != dead) {
            entry.doubted = dead;
            publish(new DirectoryEvent.Doubted(entry.signed.record(), dead));
        }
    }

    private void publish(DirectoryEvent event) {
        List.copyOf(subscribers).forEach(subscriber -> subscriber.accept(event));
    }

    private static int size(SignedRecord signed) {
        return signed.content().length + signed.signature().length;
    }
}
