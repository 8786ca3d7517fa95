package org.lyceum.chat.hosting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.replication.Member;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Service;

/**
 * The other nodes of a room, as the directory lists them: each says in its record, as a service, that it is in the room
 * and where it is reached for that.
 */
final class Neighbourhood {

    static final String CHAT = "chat";

    private static final String PREFIX = "room-";

    /** A service's name has 32 characters at most. */
    private static final int DIGEST_BYTES = 13;

    static final Neighbourhood EMPTY = new Neighbourhood(Map.of());

    private record Neighbour(String name, boolean mayLead, List<Address> addresses) {}

    private final Map<PeerId, Neighbour> neighbours;

    private Neighbourhood(Map<PeerId, Neighbour> neighbours) {
        this.neighbours = neighbours;
    }

    /** The name of the service that stands for a room: its name may have any letters, and need not be told to all. */
    static String service(RoomName room) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(room.key().getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static boolean isInAnyRoom(NodeRecord record) {
        return record.services().stream().anyMatch(service -> service.name().startsWith(PREFIX));
    }

    /** Those of the records that are in a room, without this node's own. */
    static Neighbourhood of(Collection<NodeRecord> records, RoomName room, PeerId self) {
        String wanted = service(room);
        Map<PeerId, Neighbour> neighbours = new LinkedHashMap<>();
        for (NodeRecord record : records) {
            record.services().stream()
                    .filter(service -> service.name().equals(wanted))
                    .map(Service::addresses)
                    .filter(_ -> !record.peer().equals(self))
                    .findFirst()
                    .ifPresent(addresses -> neighbours.put(
                            record.peer(),
                            new Neighbour(record.name(), record.roles().contains(CHAT), addresses)));
        }
        return new Neighbourhood(neighbours);
    }

    List<Member> members() {
        return neighbours.entrySet().stream()
                .map(it -> new Member(it.getKey(), it.getValue().mayLead))
                .toList();
    }

    boolean has(PeerId peer) {
        return neighbours.containsKey(peer);
    }

    /** Where to dial; empty for who is not of the room. */
    List<Address> addresses(PeerId peer) {
        Neighbour neighbour = neighbours.get(peer);
        return neighbour == null ? List.of() : neighbour.addresses;
    }

    /** As people call it; empty when that is not known. */
    Optional<String> name(PeerId peer) {
        return Optional.ofNullable(neighbours.get(peer)).map(Neighbour::name).filter(name -> !name.isEmpty());
    }
}
