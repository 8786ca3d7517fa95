package org.lyceum.chat.direct;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;

/**
 * This node's end of all direct messages. Each is an event of a room that two people have to themselves, signed by its
 * author; it is sent again until the other end says that it keeps it. Who hears of it twice keeps it once.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds, which never runs backwards.
 */
public final class Correspondence {

    /** With one peer; beyond that none is taken, so that nobody fills another's disk. */
    private static final long MAX_LETTERS = 10_000;

    private static final long RETRY_MILLIS = 2_000;

    /** What it wants done. */
    public interface Actions {

        /** May get lost. */
        void send(PeerId to, DirectPacket packet);

        /** A message has come, or was written here. */
        void kept(Letter letter);

        /** What was written here has reached the other end. */
        void arrived(PeerId at, List<EventId> events);

        /** A party sent what it has not signed, or what is not for this node. */
        void misbehaved(PeerId peer, String what);
    }

    private final PeerId self;
    private final LetterDisk disk;
    private final Signatures signatures;
    private final Actions actions;
    private final Map<PeerId, Long> sentAt = new HashMap<>();

    public Correspondence(PeerId self, LetterDisk disk, Signatures signatures, Actions actions) {
        this.self = self;
        this.disk = disk;
        this.signatures = signatures;
        this.actions = actions;
    }

    /** The room of two people, the same for both, which is no course's. */
    public static RoomName roomOf(PeerId one, PeerId other) {
        String both = one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(both.getBytes(StandardCharsets.UTF_8));
            return new RoomName("direct:" + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Keeps a message of this node's people, and sends it as soon as the other end can be reached.
     *
     * @param key who writes again under the same key gets what was written first
     * @throws IllegalStateException when there are too many
     */
    public Letter write(PeerId to, SignedEvent event, Optional<String> key, long now) {
        Optional<Letter> before = key.flatMap(it -> disk.find(to, it));
        if (before.isPresent()) {
            return before.get();
        }
        if (disk.count(to) >= MAX_LETTERS) {
            throw new IllegalStateException(
                    "%d direct messages with %s are kept already, which is the most".formatted(MAX_LETTERS, to));
        }
        Letter letter = disk.add(to, event, key, true)
                .orElseThrow(() -> new IllegalStateException("message %s is there already".formatted(event.id())));
        actions.kept(letter);
        send(to, now);
        return letter;
    }

    private void send(PeerId to, long now) {
        List<SignedEvent> waiting = disk.waiting(to, DirectPacket.MAX_EVENTS);
        if (!waiting.isEmpty()) {
            sentAt.put(to, now);
            actions.send(to, new DirectPacket.Letters(waiting));
        }
    }

    /**
     * Takes what another node sends.
     *
     * @param isKnown whether the sender is in a room with this node: nobody else writes to it
     */
    public void receive(PeerId from, DirectPacket packet, boolean isKnown, long now) {
        switch (packet) {
            case DirectPacket.Letters letters when isKnown -> take(from, letters.events());
            case DirectPacket.Letters _ -> {
                // whoever is told of nobody's keeping it sends it again, perhaps when the directory knows more
            }
            case DirectPacket.Arrived arrived -> {
                disk.arrived(from, arrived.events());
                actions.arrived(from, arrived.events());
                send(from, now);
            }
        }
    }

    private void take(PeerId from, List<SignedEvent> events) {
        List<EventId> kept = new ArrayList<>();
        for (SignedEvent event : events) {
            if (!event.author().equals(from)
                    || !event.room().equals(roomOf(self, from))
                    || !(event.event().body() instanceof Body.Message)
                    || !event.isGenuine(signatures)) {
                actions.misbehaved(from, "a direct message that is not its own, or not for this node");
                return;
            }
            if (disk.count(from) >= MAX_LETTERS) {
                break;
            }
            disk.add(from, event, Optional.empty(), false).ifPresent(actions::kept);
            kept.add(event.id());
        }
        if (!kept.isEmpty()) {
            actions.send(from, new DirectPacket.Arrived(kept));
        }
    }

    /** Sends what waits again; every second or so. */
    public void wake(long now) {
        for (PeerId to : disk.addressees()) {
            if (now - sentAt.getOrDefault(to, 0L) >= RETRY_MILLIS) {
                send(to, now);
            }
        }
    }
}
