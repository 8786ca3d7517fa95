package org.lyceum.overlay.identity;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/**
 * What a node keeps of the network that it is part of, in the folder {@code network} of its data: {@code id}, the
 * network's PeerId; {@code credentials}, what it can prove; {@code granted}, what it has granted to others; and
 * {@code revocations}, the newest list of each admin. All but the first are {@link Armour}ed. Each file is replaced as a
 * whole, and processes that change something take turns.
 */
public final class NetworkFolder {

    private final ArmouredFolder folder;
    private final Identity self;
    private final InstantSource clock;
    private final PeerId network;
    private final KeptLists lists;
    private Credentials credentials = Credentials.NONE;
    private List<SignedGrant> granted = List.of();

    private NetworkFolder(Path data, Identity self, InstantSource clock, PeerId network) {
        this.folder = in(data);
        this.self = self;
        this.clock = clock;
        this.network = network;
        this.lists = new KeptLists(folder, network, self.peerId(), clock);
    }

    private static ArmouredFolder in(Path data) {
        return new ArmouredFolder(data.resolve("network"));
    }

    /**
     * Creates a network, whose first admin is this node.
     *
     * @throws OverlayException {@code NOT_ALLOWED} when the node is part of one already
     */
    public static NetworkFolder create(Path data, Identity self, InstantSource clock) {
        Optional<NetworkFolder> there = open(data, self, clock);
        if (there.isPresent()) {
            throw new OverlayException(
                    Reason.NOT_ALLOWED,
                    "this node is part of the network %s already; a node in another folder can create another one"
                            .formatted(there.get().network));
        }
        NetworkFolder created = new NetworkFolder(data, self, clock, self.peerId());
        created.locked(created::writeId);
        return created;
    }

    /**
     * Makes the node part of a network in which it needs no grant; does nothing when it is part of it.
     *
     * @throws OverlayException {@code NOT_ALLOWED} when the node is part of another one
     */
    public static NetworkFolder enter(Path data, Identity self, InstantSource clock, PeerId network) {
        Optional<NetworkFolder> there = open(data, self, clock);
        if (there.isPresent() && !there.get().network.equals(network)) {
            throw new OverlayException(
                    Reason.NOT_ALLOWED,
                    "this node is part of the network %s already; a node in another folder can be part of another one"
                            .formatted(there.get().network));
        }
        NetworkFolder entered = new NetworkFolder(data, self, clock, network);
        entered.locked(entered::writeId);
        return entered;
    }

    /**
     * Reads what is there; empty when the node is part of no network.
     *
     * @throws OverlayException {@code IDENTITY} when a file cannot be read, and what {@link Credentials#read} and
     *     {@link Revocations#accept} throw when one was tampered with
     */
    public static Optional<NetworkFolder> open(Path data, Identity self, InstantSource clock) {
        return in(data).readText("id").map(id -> {
            NetworkFolder opened = new NetworkFolder(data, self, clock, named(id, in(data).file("id")));
            opened.load();
            return opened;
        });
    }

    private static PeerId named(String id, Path file) {
        try {
            return new PeerId(id.strip());
        } catch (IllegalArgumentException e) {
            throw new OverlayException(
                    Reason.IDENTITY, "%s does not hold a network's PeerId: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void load() {
        credentials = folder.read("credentials", Credentials::read).stream()
                .findFirst()
                .orElse(Credentials.NONE);
        granted = folder.read("granted", NetworkFolder::readGranted);
        lists.load();
    }

    private static SignedGrant readGranted(byte[] block) {
        return Credentials.read(block).chain().stream()
                .findFirst()
                .orElseThrow(() -> new OverlayException(Reason.MALFORMED, "a block without a grant"));
    }

    /** The key that created it. */
    public PeerId network() {
        return network;
    }

    /** What this node shows to prove its role. */
    public Credentials credentials() {
        return credentials;
    }

    /** What this node can prove to be now; throws {@code NOT_ALLOWED}, saying why its credentials are worth nothing. */
    public Standing standing() {
        return credentials.prove(network, self.peerId(), revocations(), clock.instant());
    }

    /** What this node has granted, in order of serials. */
    public List<SignedGrant> granted() {
        return granted;
    }

    /** What admins have taken back, as far as it has come here. */
    public Revocations revocations() {
        return lists.revocations();
    }

    /** What a grant of this node is worth now. */
    public GrantState stateOf(SignedGrant grant) {
        if (revocations().contain(grant.issuer(), grant.grant().serial())) {
            return GrantState.REVOKED;
        }
        return clock.instant().isBefore(grant.grant().expires()) ? GrantState.VALID : GrantState.EXPIRED;
    }

    /** The newest list of each admin that has come here. */
    public List<SignedRevocations> lists() {
        return lists.all();
    }

    /**
     * Grants a role, with the next serial, from now on.
     *
     * @param course empty for all
     * @return what its holder needs to prove it
     * @throws OverlayException {@code NOT_ALLOWED} when this node is no admin
     */
    public synchronized Credentials grant(PeerId to, Role role, String course, Instant expires) {
        return locked(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Standing own = requireAdmin("grant roles");
            if (!own.course().isEmpty() && !own.course().equals(course)) {
                throw refused("%s is admin of %s alone, and grants roles of no other course"
                        .formatted(self.peerId(), own.course()));
            }
            long serial = lastSerial() + 1;
            SignedGrant added = new Grant(
                            network, to, role, course, serial, now, expires.truncatedTo(ChronoUnit.SECONDS))
                    .sign(self);
            List<SignedGrant> more = new ArrayList<>(granted);
            more.add(added);
            folder.write(
                    "granted",
                    more.stream()
                            .map(grant ->
                                    new Armour.Block(Armour.CREDENTIALS, new Credentials(List.of(grant)).toBytes()))
                            .toList());
            granted = List.copyOf(more);
            return credentials.with(added);
        });
    }

    /** Also when what was granted is known no more: what is granted now shall not have been revoked before. */
    private long lastSerial() {
        long lastGranted = granted.isEmpty() ? 0 : granted.getLast().grant().serial();
        return ownList().stream()
                .flatMap(list -> list.revoked().stream())
                .filter(grant -> grant.issuer().equals(self.peerId()))
                .mapToLong(RevokedGrant::serial)
                .reduce(lastGranted, Math::max);
    }

    private Optional<RevocationList> ownList() {
        return lists.of(self.peerId()).map(SignedRevocations::list);
    }

    /**
     * Takes a grant back. The network's own key may name any, other admins what they have granted.
     *
     * @return the list to pass on, a version further
     * @throws OverlayException {@code NOT_ALLOWED} when this node may not, has granted no such thing, or has taken it
     *     back already
     */
    public synchronized SignedRevocations revoke(PeerId issuer, long serial) {
        return locked(() -> {
            requireAdmin("take grants back");
            if (issuer.equals(self.peerId())) {
                if (granted.stream().noneMatch(grant -> grant.grant().serial() == serial)) {
                    throw refused("this node has granted nothing with the serial %d".formatted(serial));
                }
            } else if (!network.equals(self.peerId())) {
                throw refused(
                        "only the network's own key %s may take back what %s has granted".formatted(network, issuer));
            }
            Optional<RevocationList> before = ownList();
            SortedSet<RevokedGrant> revoked =
                    new TreeSet<>(before.map(RevocationList::revoked).orElse(new TreeSet<>()));
            if (!revoked.add(new RevokedGrant(issuer, serial))) {
                throw refused("grant %d of %s was revoked before".formatted(serial, issuer));
            }
            RevocationList next = new RevocationList(
                    network, before.map(RevocationList::version).orElse(0L) + 1, revoked);
            SignedRevocations signed = new SignedRevocations(next.sign(self), credentials);
            lists.keep(signed);
            return signed;
        });
    }

    private Standing requireAdmin(String toDo) {
        Standing standing = standing();
        if (standing.role() != Role.ADMIN) {
            throw refused("%s is %s in the network %s, and only an admin may %s"
                    .formatted(self.peerId(), standing.role().text(), network, toDo));
        }
        return standing;
    }

    /**
     * Takes what an admin handed over, credentials for this node or a revocation list. A node that is part of no network
     * becomes part of the one that the credentials are for.
     *
     * @throws OverlayException {@code MALFORMED}, {@code TOO_LARGE} or {@code FORGED} for something else,
     *     {@code NOT_ALLOWED} when it is for another node or network, or proves nothing
     */
    public static NetworkFolder accept(Path data, Identity self, InstantSource clock, String text) {
        List<Armour.Block> blocks = Armour.read(text);
        if (blocks.isEmpty()) {
            throw new OverlayException(
                    Reason.MALFORMED, "there is neither a grant in it nor a revocation list, as lyceum writes them");
        }
        NetworkFolder folder = open(data, self, clock).orElseGet(() -> joining(data, self, clock, blocks));
        for (Armour.Block block : blocks) {
            switch (block.label()) {
                case Armour.CREDENTIALS -> folder.accept(Credentials.read(block.bytes()));
                case Armour.REVOCATIONS -> folder.accept(SignedRevocations.read(block.bytes()));
                default -> throw new OverlayException(Reason.MALFORMED, "what is a '%s'?".formatted(block.label()));
            }
        }
        return folder;
    }

    private static NetworkFolder joining(Path data, Identity self, InstantSource clock, List<Armour.Block> blocks) {
        PeerId network = blocks.stream()
                .filter(block -> block.label().equals(Armour.CREDENTIALS))
                .flatMap(block -> Credentials.read(block.bytes()).chain().stream())
                .map(grant -> grant.grant().network())
                .findFirst()
                .orElseThrow(() -> refused("this node is part of no network, so a revocation list says nothing to it"));
        return new NetworkFolder(data, self, clock, network);
    }

    private synchronized void accept(Credentials own) {
        if (self.peerId().equals(network)) {
            throw refused("this node's key is that of the network, and needs no grant");
        }
        locked(() -> {
            own.prove(network, self.peerId(), revocations(), clock.instant());
            writeId();
            folder.write("credentials", List.of(new Armour.Block(Armour.CREDENTIALS, own.toBytes())));
            credentials = own;
            renewList();
        });
    }

    /** An admin's list is worth as much as the credentials that it is shown with. */
    private void renewList() {
        if (standing().role() != Role.ADMIN) {
            return;
        }
        ownList()
                .map(list -> new RevocationList(network, list.version() + 1, list.revoked()))
                .ifPresent(list -> lists.keep(new SignedRevocations(list.sign(self), credentials)));
    }

    /**
     * Takes a revocation list from anywhere; false when the one that is here is as new.
     *
     * @throws OverlayException {@code NOT_ALLOWED} when its signer may not revoke, or too many others have revoked
     *     something
     */
    public synchronized boolean accept(SignedRevocations list) {
        return locked(() -> lists.accept(list));
    }

    private static OverlayException refused(String why) {
        return new OverlayException(Reason.NOT_ALLOWED, why);
    }

    private void writeId() {
        folder.writeText("id", network + "\n");
    }

    private void locked(Runnable change) {
        var _ = locked(() -> {
            change.run();
            return true;
        });
    }

    /** What another process wrote meanwhile is taken in first. */
    private <T> T locked(Supplier<T> change) {
        return folder.locked(() -> {
            if (folder.readText("id").isPresent()) {
                load();
            }
            return change.get();
        });
    }
}
