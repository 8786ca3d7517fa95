package org.lyceum.chat.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.RoomMessage.Append;
import org.lyceum.chat.replication.RoomMessage.Appended;
import org.lyceum.chat.replication.RoomMessage.Handover;
import org.lyceum.overlay.PeerId;

/**
 * The chat node's part, for one epoch: gives events their place, has others hold them, says what is acknowledged, and
 * keeps the voters such that the room survives the next failure.
 */
final class Leadership {

    private final PeerId self;
    private final ReplicaSettings settings;
    private final Log log;
    private final ReplicaActions actions;
    private final long epoch;

    /** The seq with which the epoch begins. */
    private final long opening;

    private final long heartbeatMillis;
    private final long leaseMillis;
    private final Map<PeerId, Follower> followers = new LinkedHashMap<>();
    private Map<PeerId, Member> members = Map.of();

    /** Since when the first entry that is not acknowledged has waited. */
    private long waitingSince;

    private boolean leaving;
    private boolean resigned;
    private boolean isCutOff;

    /** Begins the epoch with the configuration, so that what earlier epochs left is acknowledged with it. */
    Leadership(
            PeerId self,
            ReplicaSettings settings,
            Log log,
            ReplicaActions actions,
            Configuration configuration,
            Collection<Member> members,
            long now) {
        this.self = self;
        this.settings = settings;
        this.log = log;
        this.actions = actions;
        this.epoch = log.epoch();
        this.heartbeatMillis = settings.heartbeat().toMillis();
        this.leaseMillis = 2 * settings.minElection().toMillis();
        this.waitingSince = now;
        log.append(epoch, List.of(new Entry.Voters(configuration)));
        this.opening = log.last().seq();
        members(members);
        configuration.all().filter(voter -> !voter.peer().equals(self)).forEach(voter -> {
            Follower follower = follower(voter.peer());
            follower.heardAt = now;
            follower.store = voter.store();
        });
        advance(now);
        replicate(now);
    }

    private Configuration configuration() {
        return Objects.requireNonNull(log.configuration(), "a chat node's log has a configuration");
    }

    private Follower follower(PeerId peer) {
        return followers.computeIfAbsent(
                peer, _ -> new Follower(peer, log.last().seq()));
    }

    /** The nodes of the room, without this one. */
    void members(Collection<Member> all) {
        Map<PeerId, Member> next = new LinkedHashMap<>();
        all.forEach(member -> next.put(member.peer(), member));
        members = next;
        next.keySet().forEach(this::follower);
        followers
                .keySet()
                .removeIf(peer -> !next.containsKey(peer)
                        && configuration().all().noneMatch(voter -> voter.peer().equals(peer)));
    }

    boolean hasRoom() {
        return log.last().seq() - log.committed() < settings.maxPending();
    }

    void post(List<SignedEvent> events, long now) {
        append(events.stream().<Entry.Content>map(Entry.Posted::new).toList(), now);
    }

    private void append(List<Entry.Content> contents, long now) {
        if (contents.isEmpty()) {
            return;
        }
        if (log.last().seq() == log.committed()) {
            waitingSince = now;
        }
        log.append(epoch, contents);
        advance(now);
        replicate(now);
    }

    void appended(PeerId from, Appended message, long now) {
        Follower follower = followers.get(from);
        if (follower == null || message.seq() > log.last().seq()) {
            return;
        }
        follower.heard(message, now);
        advance(now);
        replicate(now);
    }

    void wake(long now) {
        if (isHeardByMajority(now)) {
            advance(now);
            reconfigure(now);
            replicate(now);
        } else {
            isCutOff = true;
        }
    }

    boolean isOver() {
        return isCutOff || resigned;
    }

    boolean hasResigned() {
        return resigned;
    }

    /** Hands the lead over, where there is someone to take it. */
    void leave(long now) {
        leaving = true;
        reconfigure(now);
        replicate(now);
    }

    private boolean isHeardByMajority(long now) {
        return configuration()
                .isDecidedBy(voter -> voter.peer().equals(self)
                        ? voter.store() == log.id()
                        : Optional.ofNullable(followers.get(voter.peer()))
                                .filter(it -> it.store == voter.store() && it.wasHeardWithin(leaseMillis, now))
                                .isPresent());
    }

    private void replicate(long now) {
        followers.values().forEach(follower -> replicate(follower, now));
    }

    private void replicate(Follower follower, long now) {
        boolean isDue = now - follower.sentAt >= heartbeatMillis;
        boolean hasNews = follower.isMatched && (follower.next <= log.last().seq() || follower.told < log.committed());
        boolean isBehind = !follower.isMatched && follower.heardAt == now;
        if (!isDue && (follower.isAwaited || !(hasNews || isBehind))) {
            return;
        }
        long previous = Math.min(follower.next - 1, log.last().seq());
        // to one that is slow, or does not answer, just the sign of life: entries must not pile up on their way
        boolean answers = !follower.isAwaited && follower.wasHeardWithin(leaseMillis, now);
        List<Entry> entries = answers ? log.after(previous, settings.maxBatchBytes()) : List.of();
        actions.send(follower.peer, new Append(log.lineage(), epoch, log.position(previous), entries, log.committed()));
        follower.sentAt = now;
        follower.isAwaited = true;
        follower.told = log.committed();
    }

    /** Only what was written in this epoch is counted, and acknowledges all before it (Raft, section 5.4.2). */
    private void advance(long now) {
        Configuration configuration = configuration();
        long held = LongStream.concat(
                        LongStream.of(log.last().seq()),
                        followers.values().stream().mapToLong(it -> it.matched))
                .filter(seq -> seq > log.committed() && seq >= opening)
                .distinct()
                .filter(seq -> configuration.isDecidedBy(voter -> holds(voter, seq)))
                .filter(seq -> hasSecondCopy(seq, now))
                .max()
                .orElse(0);
        if (held > 0) {
            log.commit(held, actions::committed);
            waitingSince = now;
            settle(now);
        }
    }

    private boolean holds(Voter voter, long seq) {
        if (voter.peer().equals(self)) {
            return voter.store() == log.id();
        }
        Follower follower = followers.get(voter.peer());
        return follower != null && follower.store == voter.store() && follower.holds(seq);
    }

    /** A lone voter's disk is one disk: while another node is there to hold what it acknowledges, it waits for that. */
    private boolean hasSecondCopy(long seq, long now) {
        long patience = settings.secondCopy().toMillis();
        return now - waitingSince >= patience
                || followers.values().stream().noneMatch(it -> it.wasHeardWithin(patience, now))
                || followers.values().stream().anyMatch(it -> it.holds(seq));
    }

    private void settle(long now) {
        if (!log.isConfigurationCommitted()) {
            return;
        }
        Configuration configuration = configuration();
        if (configuration.isChanging()) {
            append(List.of(new Entry.Voters(configuration.settled())), now);
        } else if (configuration.voter(self).isEmpty()) {
            resign(configuration, now);
        }
    }

    private void resign(Configuration configuration, long now) {
        resigned = true;
        replicate(now);
        configuration.voters().stream()
                .filter(Voter::mayLead)
                .max(Comparator.comparingLong(voter -> follower(voter.peer()).matched))
                .ifPresent(voter -> actions.send(voter.peer(), new Handover(log.lineage(), epoch)));
    }

    private void reconfigure(long now) {
        if (log.committed() < opening
                || !log.isConfigurationCommitted()
                || configuration().isChanging()) {
            return;
        }
        List<Voter> wanted = wantedVoters(now);
        if (wanted.stream().anyMatch(Voter::mayLead) && !configuration().isSameAs(wanted)) {
            append(
                    List.of(new Entry.Voters(
                            new Configuration(wanted, configuration().voters()))),
                    now);
        }
    }

    /**
     * Of those who are there as many as make an odd number: an even one survives no failure more than the odd one
     * below. First who may lead, then who votes already.
     */
    private List<Voter> wantedVoters(long now) {
        Configuration configuration = configuration();
        List<Voter> candidates = new ArrayList<>();
        if (!leaving) {
            candidates.add(new Voter(self, log.id(), true));
        }
        followers.values().stream()
                .filter(follower -> isFit(follower, configuration, now))
                .map(follower -> asVoter(follower, configuration))
                .sorted(Comparator.comparing((Voter voter) -> !voter.mayLead())
                        .thenComparing(voter -> !configuration.voters().contains(voter))
                        .thenComparing(Voter::peer))
                .forEach(candidates::add);
        int most = Math.min(settings.maxVoters(), candidates.size());
        return candidates.subList(0, most % 2 == 0 ? Math.max(0, most - 1) : most);
    }

    private boolean isFit(Follower follower, Configuration configuration, long now) {
        boolean votes = configuration
                .voter(follower.peer)
                .filter(voter -> voter.store() == follower.store)
                .isPresent();
        boolean isListed = members.containsKey(follower.peer);
        if (votes && isListed) {
            return follower.wasHeardWithin(settings.voterAbsence().toMillis(), now);
        }
        return follower.wasHeardWithin(leaseMillis, now) && (votes || (isListed && follower.holds(log.committed())));
    }

    private Voter asVoter(Follower follower, Configuration configuration) {
        Member member = members.get(follower.peer);
        boolean mayLead = member != null
                ? member.mayLead()
                : configuration.voter(follower.peer).map(Voter::mayLead).orElse(false);
        return new Voter(follower.peer, follower.store, mayLead);
    }
}
