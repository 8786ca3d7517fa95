package org.lyceum.overlay.directory;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.DirectoryMessage.Records;
import org.lyceum.overlay.directory.DirectoryMessage.Summary;
import org.lyceum.overlay.directory.DirectoryMessage.Version;
import org.lyceum.overlay.directory.DirectoryMessage.Want;

/** Gives a new neighbour what it lacks: summary, want, records. What changes later comes by gossip. */
public final class DirectoryExchange {

    /** The topic of gossip that carries records; its content is {@link SignedRecord#encode}. */
    public static final String TOPIC = "directory";

    private final Directory directory;
    private final BiConsumer<PeerId, DirectoryMessage> send;
    private final BiConsumer<PeerId, String> misbehaved;

    /**
     * Compares over links.
     *
     * @param send to a neighbour
     * @param misbehaved who broke the rules, and how
     */
    public DirectoryExchange(
            Directory directory, BiConsumer<PeerId, DirectoryMessage> send, BiConsumer<PeerId, String> misbehaved) {
        this.directory = directory;
        this.send = send;
        this.misbehaved = misbehaved;
    }

    public void linked(PeerId neighbour) {
        List<Version> versions = directory.all().stream()
                .map(record -> new Version(record.peer(), record.sequence()))
                .toList();
        inChunks(versions, DirectoryMessage.MAX_VERSIONS, Summary::new, neighbour);
    }

    public void receive(PeerId from, DirectoryMessage message, Instant now) {
        switch (message) {
            case Summary m -> {
                List<PeerId> newer = m.versions().stream()
                        .filter(version -> directory
                                .find(version.peer())
                                .map(held -> held.sequence() < version.sequence())
                                .orElse(true))
                        .map(Version::peer)
                        .toList();
                inChunks(newer, DirectoryMessage.MAX_WANTED, Want::new, from);
            }
            case Want m -> {
                List<SignedRecord> records = m.peers().stream()
                        .distinct()
                        .flatMap(peer -> directory.signed(peer).stream())
                        .toList();
                inChunks(records, DirectoryMessage.MAX_RECORDS, Records::new, from);
            }
            case Records m -> {
                for (SignedRecord record : m.records()) {
                    if (directory.offer(record, now) == Admission.FORGED) {
                        misbehaved.accept(
                                from,
                                "sent a record of %s that it did not sign"
                                        .formatted(record.record().peer()));
                        return;
                    }
                }
            }
        }
    }

    private <T> void inChunks(List<T> all, int max, Function<List<T>, DirectoryMessage> message, PeerId to) {
        for (int i = 0; i < all.size(); i += max) {
            send.accept(to, message.apply(all.subList(i, Math.min(all.size(), i + max))));
        }
    }
}
