package org.lyceum.chat.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.RoomMessage.Append;
import org.lyceum.chat.replication.RoomMessage.Appended;
import org.lyceum.chat.replication.RoomMessage.Fetch;
import org.lyceum.chat.replication.RoomMessage.Fetched;
import org.lyceum.chat.replication.RoomMessage.Handover;
import org.lyceum.chat.replication.RoomMessage.Known;
import org.lyceum.chat.replication.RoomMessage.OfLog;
import org.lyceum.chat.replication.RoomMessage.Refused;
import org.lyceum.chat.replication.RoomMessage.Seek;
import org.lyceum.chat.replication.RoomMessage.Submit;
import org.lyceum.chat.replication.RoomMessage.Vote;
import org.lyceum.chat.replication.RoomMessage.VoteRequest;
import org.lyceum.overlay.PeerId;

/**
 * One node's part in one room: {@code docs/rooms.md} has the protocol.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds, which never runs backwards.
 * {@link #wake} is due at {@link #nextWake}. Nothing rests on clocks but how soon another takes over.
 */
public final class Replica {

    private static final long BUSY_MILLIS = 100;

    private final Member self;
    private final ReplicaSettings settings;
    private final Log log;
    private final Gate gate;
    private final RandomGenerator random;
    private final ReplicaActions actions;
    private final Inspection inspection;
    private final Elections elections;
    private List<Member> members = List.of();
    private Search search;
    private @Nullable Leadership leadership;
    private @Nullable PeerId chatNode;
    private long followedEpoch;
    private long heardAt;
    private long nextWake;
    private boolean leaving;

    /**
     * Goes on from what is on the disk.
     *
     * @param disk this room's alone
     * @param now milliseconds since 1970, as all times here
     */
    public Replica(
            RoomName room,
            Member self,
            ReplicaSettings settings,
            RoomLog disk,
            Gate gate,
            RandomGenerator random,
            ReplicaActions actions,
            long now) {
        this.self = self;
        this.settings = settings;
        this.log = foundedOrNone(new Log(disk), self);
        this.gate = gate;
        this.random = random;
        this.actions = actions;
        this.inspection = new Inspection(room, gate, actions);
        this.elections = new Elections(self, settings, log, random, actions, now);
        this.search = newSearch(now);
        this.nextWake = now;
    }

    /** A node that stopped in the midst of founding has founded nothing: nobody else has heard of that log. */
    private static Log foundedOrNone(Log log, Member self) {
        if (log.isJoined()
                && log.last().equals(Position.START)
                && log.lineage().founding().founder().equals(self.peer())) {
            log.clear();
        }
        return log;
    }

    private Search newSearch(long now) {
        return new Search(self, settings, actions, random, now);
    }

    /** The nodes of the room as the directory has them now, with this one or without. */
    public void members(Collection<Member> all) {
        members = all.stream()
                .filter(member -> !member.peer().equals(self.peer()))
                .toList();
        if (leadership != null) {
            leadership.members(members);
        }
    }

    /** The chat node as far as this node knows. */
    public Optional<PeerId> chatNode() {
        return Optional.ofNullable(chatNode);
    }

    /** Removes the content of events that have their place for good. */
    public void expire(Collection<EventId> events) {
        log.expire(events);
    }

    /** Whether the event has its place for good. */
    public boolean hasCommitted(EventId event) {
        return log.hasCommitted(event);
    }

    /** When {@link #wake} is due, at the latest. */
    public long nextWake() {
        return nextWake;
    }

    public void wake(long now) {
        if (!log.isJoined()) {
            if (!leaving && search.wake(members, now)) {
                found(now);
            }
        } else if (leadership != null) {
            leadership.wake(now);
            afterLeadership(now);
        } else if (!leaving && elections.wake(now)) {
            lead(now);
        }
        loseSightOfPastEpochs();
        boolean isBusy = !log.isJoined() || leadership != null || elections.isStanding();
        nextWake = isBusy ? now + BUSY_MILLIS : Math.max(now + BUSY_MILLIS, elections.due());
    }

    /**
     * Has the chat node, if there is one, give events their place, in this order; those that have one are passed
     * over.
     */
    public void submit(List<SignedEvent> events, long now) {
        if (leadership != null) {
            post(self.peer(), events, now);
        } else if (chatNode != null) {
            actions.send(chatNode, new Submit(log.lineage(), events));
        }
    }

    /**
     * Goes without being missed: hands the lead over first. {@link ReplicaActions#left} says when, which may be never
     * when nobody who could lead answers: whoever leaves waits a few seconds at most.
     */
    public void leave(long now) {
        leaving = true;
        elections.giveUp();
        if (leadership == null || members.stream().noneMatch(Member::mayLead)) {
            actions.left();
        } else {
            leadership.leave(now);
            afterLeadership(now);
        }
    }

    public void receive(PeerId from, RoomMessage message, long now) {
        if (message instanceof OfLog of && !isOfThisLog(from, of, now)) {
            return;
        }
        switch (message) {
            case Seek m -> sought(from, m, now);
            case Known _ -> {
                // what it tells is its log
            }
            case Append m -> {
                if (mayLead(from)) {
                    append(from, m, now);
                }
            }
            case Appended m -> appended(from, m, now);
            case VoteRequest m -> {
                if (mayLead(from)) {
                    voteRequested(from, m, now);
                }
            }
            case Vote m -> voted(from, m, now);
            case Fetch m -> elections.answer(from, m);
            case Fetched m -> fetched(from, m, now);
            case Submit m -> post(from, m.events(), now);
            case Refused m -> refused(from, m);
            case Handover m -> handover(from, m, now);
        }
        nextWake = Math.min(nextWake, now + BUSY_MILLIS);
    }

    private boolean isOfThisLog(PeerId from, OfLog message, long now) {
        Lineage theirs = message.lineage();
        if (log.isJoined() && !theirs.isSameAs(log.lineage())) {
            if (!theirs.prevailsOver(log.lineage())) {
                actions.send(from, new Known(log.lineage()));
                return false;
            }
            if (!(message instanceof Append)) {
                // to a log that has a chat node only: one that has none might never have one again
                return false;
            }
            giveWay(now);
        }
        if (!log.isJoined()) {
            search.roomExists(now);
            if (!(message instanceof Append)) {
                return false;
            }
            log.join(theirs, 0);
        }
        if (theirs.established()) {
            log.establish();
        }
        return true;
    }

    private void giveWay(long now) {
        actions.setAside(log.events());
        log.clear();
        leadership = null;
        elections.postpone(now);
        search = newSearch(now);
        follow(null, 0);
    }

    private void found(long now) {
        Founding founding = new Founding(now, self.peer(), random.nextLong());
        log.join(new Lineage(founding, false), 0);
        log.vote(self.peer(), 1);
        lead(Configuration.of(List.of(new Voter(self.peer(), log.id(), true))), now);
    }

    private void sought(PeerId from, Seek seek, long now) {
        if (log.isJoined()) {
            actions.send(from, new Known(log.lineage()));
        } else {
            search.receive(from, seek, now);
        }
    }

    private void append(PeerId from, Append message, long now) {
        if (message.epoch() < log.epoch()) {
            actions.send(from, new Appended(log.lineage(), log.epoch(), log.id(), false, log.committed()));
            return;
        }
        if (!enter(message.epoch(), now)) {
            return;
        }
        if (leadership != null) {
            actions.misbehaved(from, "leads in epoch %d, which this node leads".formatted(message.epoch()));
            return;
        }
        if (!inspection.areGenuine(from, message.entries())) {
            return;
        }
        heardAt = now;
        elections.led(now);
        follow(from, message.epoch());
        boolean matches = log.matches(message.previous());
        if (matches && !log.take(message.entries())) {
            actions.misbehaved(from, "contradicts what was acknowledged, at " + message.previous());
            return;
        }
        long held = matches ? message.previous().seq() + message.entries().size() : log.committed();
        if (matches) {
            log.commit(Math.min(message.committed(), held), actions::committed);
        }
        actions.send(from, new Appended(log.lineage(), message.epoch(), log.id(), matches, held));
    }

    private void appended(PeerId from, Appended message, long now) {
        if (enter(message.epoch(), now) && leadership != null && message.epoch() == log.epoch()) {
            leadership.appended(from, message, now);
            afterLeadership(now);
        }
    }

    private void voteRequested(PeerId from, VoteRequest message, long now) {
        if (message.trial() || enter(message.epoch(), now)) {
            elections.answer(from, message, isLed(now), now);
        }
    }

    private boolean isLed(long now) {
        return leadership != null
                || (chatNode != null && now - heardAt < settings.minElection().toMillis());
    }

    private void voted(PeerId from, Vote message, long now) {
        boolean isPossible = message.granted() || enter(message.epoch(), now);
        if (isPossible && elections.voted(from, message, now)) {
            lead(now);
        }
        loseSightOfPastEpochs();
    }

    private void fetched(PeerId from, Fetched message, long now) {
        if (elections.awaits(from, message)
                && inspection.areGenuine(from, message.entries())
                && elections.fetched(from, message, now)) {
            lead(now);
        }
    }

    private void handover(PeerId from, Handover message, long now) {
        if (message.epoch() == log.epoch() && from.equals(chatNode) && !leaving && elections.takeOver(now)) {
            lead(now);
        }
        loseSightOfPastEpochs();
    }

    private void refused(PeerId from, Refused message) {
        if (from.equals(chatNode)) {
            actions.refused(message.event(), message.reason());
        }
    }

    private void post(PeerId from, List<SignedEvent> events, long now) {
        if (leadership == null || !leadership.hasRoom()) {
            return;
        }
        List<SignedEvent> fresh = new ArrayList<>();
        Set<EventId> names = new HashSet<>();
        for (SignedEvent event : events) {
            if (log.contains(event.id()) || !names.add(event.id())) {
                continue;
            }
            if (!inspection.isGenuine(from, event)) {
                return;
            }
            Optional<String> refusal = gate.refusal(event);
            if (refusal.isEmpty()) {
                fresh.add(event);
            } else if (from.equals(self.peer())) {
                actions.refused(event.id(), refusal.get());
            } else {
                actions.send(from, new Refused(log.lineage(), event.id(), refusal.get()));
            }
        }
        leadership.post(fresh, now);
        afterLeadership(now);
    }

    /** Hears of an epoch; a higher one ends what this node did in its own. False while it cannot enter that one. */
    private boolean enter(long epoch, long now) {
        long reached = inspection.reachable(log.epoch(), epoch, now);
        if (reached > log.epoch()) {
            log.enter(reached);
            elections.giveUp();
            stepDown(now);
        }
        return reached >= epoch;
    }

    /** One that the directory does not list yet may lead; one that it lists without the role does not. */
    private boolean mayLead(PeerId peer) {
        return members.stream().filter(member -> member.peer().equals(peer)).allMatch(Member::mayLead);
    }

    private void stepDown(long now) {
        if (leadership != null) {
            leadership = null;
            elections.postpone(now);
        }
        follow(null, log.epoch());
    }

    /** Who stands has left the epoch of the chat node that it knew. */
    private void loseSightOfPastEpochs() {
        if (chatNode != null && log.epoch() > followedEpoch) {
            follow(null, log.epoch());
        }
    }

    private void lead(long now) {
        lead(Objects.requireNonNull(log.configuration(), "who was voted for is a voter"), now);
    }

    private void lead(Configuration configuration, long now) {
        elections.giveUp();
        leadership = new Leadership(self.peer(), settings, log, actions, configuration, members, now);
        follow(self.peer(), log.epoch());
        afterLeadership(now);
    }

    private void afterLeadership(long now) {
        if (leadership != null && leadership.isOver()) {
            boolean hasLeft = leadership.hasResigned();
            stepDown(now);
            if (hasLeft) {
                actions.left();
            }
        }
    }

    private void follow(@Nullable PeerId next, long epoch) {
        followedEpoch = epoch;
        if (!Objects.equals(chatNode, next)) {
            chatNode = next;
            actions.follows(next, epoch);
        }
    }
}
