package org.lyceum.overlay.membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipMessage.GoodbyeReply;
import org.lyceum.overlay.membership.MembershipMessage.Probe;
import org.lyceum.overlay.membership.MembershipMessage.ProbeReply;
import org.lyceum.overlay.membership.MembershipMessage.Register;
import org.lyceum.overlay.membership.MembershipMessage.Registered;
import org.lyceum.overlay.membership.MembershipMessage.RegistrationRefused;
import org.lyceum.overlay.membership.MembershipMessage.Report;
import org.lyceum.overlay.membership.MembershipMessage.ReportReceived;
import org.lyceum.overlay.membership.MembershipMessage.Unregister;
import org.lyceum.overlay.membership.RegistryActions.DropReason;

/**
 * A seed's list of who is there. A report of a death is a reason to look, never a verdict: the seed probes the accused
 * itself, and drops it when ten probes within a second and a half have no answer.
 *
 * <p>Called like {@link Membership}: by one thread at a time, with the time in milliseconds.
 */
public final class Registry {

    /** Longer than the time between two registrations of a node, so that each hears of a watch that goes on. */
    private static final long WATCH_MILLIS = 30_000;

    private static final long SWEEP_MILLIS = 1_000;
    private static final long OVERSLEPT_MILLIS = 1_000;
    private static final int MAX_CHECKS = 2_048;
    private static final int MAX_BURIED = 8_192;

    /** One that just answered is not asked again because of the next report: so reports cannot be used to flood it. */
    private static final long QUIET_MILLIS = 2_000;

    private static final class Entry {
        Contact contact;
        List<PeerId> neighbours;
        final long since;
        long lastSeen;
        long leaseUntil;
        long quietUntil;
        final Set<PeerId> accusers = new HashSet<>();

        Entry(Contact contact, long now) {
            this.contact = contact;
            this.neighbours = List.of();
            this.since = now;
        }
    }

    private final RegistrySettings settings;
    private final int reportersLinks;
    private final RandomGenerator random;
    private final RegistryActions actions;
    private final Map<PeerId, Entry> entries = new LinkedHashMap<>();
    private final AliveChecks checks;
    private final Map<PeerId, Long> buried = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Long> eldest) {
            return size() > MAX_BURIED;
        }
    };
    private long nextSweep;
    private long watchedUntil = Long.MIN_VALUE;

    /** @param membership what the nodes go by: none has more links, so none has more neighbours to report at once */
    public Registry(
            RegistrySettings settings,
            MembershipSettings membership,
            RandomGenerator random,
            RegistryActions actions,
            long now) {
        this.settings = settings;
        this.reportersLinks = membership.outboundLinks() + membership.inboundLinks();
        this.random = random;
        this.actions = actions;
        this.checks = new AliveChecks(random, (accused, token) -> actions.send(accused, new Probe(token, false)));
        this.nextSweep = now + SWEEP_MILLIS;
    }

    /**
     * Takes what is for a seed, and answers of checks.
     *
     * @param from whom the channel proved to be the sender
     * @return whether the message was for this registry, and not for {@link Membership}
     */
    public boolean receive(PeerId from, MembershipMessage message, long now) {
        noticeSleep(now);
        switch (message) {
            case Register m -> register(from, m, now);
            case Unregister m -> {
                Entry entry = entries.get(from);
                if (entry != null) {
                    drop(entry, DropReason.LEFT);
                }
                actions.reply(from, new GoodbyeReply(m.token(), true));
            }
            case Report m -> {
                actions.reply(from, new ReportReceived(m.token()));
                accuse(from, m.accused(), m.incarnation(), now);
            }
            case ProbeReply m -> {
                return checks.answered(from, m.token())
                        .map(_ -> acquitted(from, now))
                        .orElse(false);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Someone looks at the links of those who are held. */
    public void watched(long now) {
        watchedUntil = now + WATCH_MILLIS;
    }

    /** News that gossip brought, its teller's signature checked. */
    public void hear(News news, long now) {
        Entry entry = entries.get(news.about());
        switch (news) {
            case News.Death m -> accuse(m.teller(), m.about(), m.incarnation(), now);
            case News.Departure m
            when entry != null && entry.contact.incarnation() <= m.incarnation() -> drop(entry, DropReason.LEFT);
            default -> {}
        }
    }

    public void wake(long now) {
        noticeSleep(now);
        for (AliveChecks.Check check : checks.wake(now)) {
            Entry entry = entries.get(check.accused.peer());
            if (entry != null) {
                buried.remove(check.accused.peer());
                buried.put(check.accused.peer(), entry.contact.incarnation());
                drop(entry, DropReason.DEAD);
            }
        }
        if (now >= nextSweep) {
            nextSweep = now + SWEEP_MILLIS;
            entries.values().stream()
                    .filter(entry -> entry.leaseUntil <= now)
                    .toList()
                    .forEach(entry -> drop(entry, DropReason.EXPIRED));
        }
    }

    /** When {@link #wake} is due, at the latest. */
    public long nextWake() {
        return Math.min(nextSweep, checks.nextWake());
    }

    public boolean holds(PeerId node) {
        return entries.containsKey(node);
    }

    public int size() {
        return entries.size();
    }

    public List<Registration> registrations() {
        return entries.values().stream()
                .map(it -> new Registration(it.contact, it.neighbours, it.since, it.lastSeen, it.accusers))
                .toList();
    }

    private void register(PeerId from, Register message, long now) {
        Contact contact = message.contact();
        if (!contact.peer().equals(from)) {
            actions.misbehaved(from, "registers in the name of " + contact.peer());
            return;
        }
        Entry entry = entries.get(from);
        if (entry == null && entries.size() >= settings.maxRegistrations()) {
            actions.reply(
                    from,
                    new RegistrationRefused(
                            message.token(), "this seed is full with %d nodes".formatted(entries.size())));
            return;
        }
        List<Contact> others = sample(from, Math.min(message.wanted(), MembershipMessage.MAX_CONTACTS));
        if (entry == null) {
            entry = new Entry(contact, now);
            entries.put(from, entry);
            actions.registered(contact);
        }
        entry.contact = contact;
        entry.neighbours = message.neighbours();
        entry.lastSeen = now;
        entry.accusers.clear();
        checks.cancel(from);
        entry.leaseUntil = now + settings.lease().toMillis();
        long died = buried.getOrDefault(from, -1L);
        if (died < contact.incarnation()) {
            buried.remove(from);
        }
        actions.reply(from, new Registered(message.token(), died, now < watchedUntil, others));
    }

    private void accuse(PeerId accuser, PeerId accused, long incarnation, long now) {
        Entry entry = entries.get(accused);
        if (entry == null || entry.contact.incarnation() > incarnation || entry.quietUntil > now) {
            return;
        }
        if (entry.accusers.size() < reportersLinks) {
            entry.accusers.add(accuser);
        }
        if (checks.size() < MAX_CHECKS && checks.countBy(accuser) < reportersLinks) {
            checks.begin(entry.contact, accuser, now);
        }
    }

    private boolean acquitted(PeerId peer, long now) {
        Entry entry = entries.get(peer);
        if (entry != null) {
            entry.accusers.clear();
            entry.lastSeen = now;
            entry.quietUntil = now + QUIET_MILLIS;
        }
        return true;
    }

    private void drop(Entry entry, DropReason reason) {
        entries.remove(entry.contact.peer());
        actions.dropped(entry.contact, reason, Set.copyOf(entry.accusers));
    }

    /** Everybody, or as many of them as are wanted, each equally likely. */
    private List<Contact> sample(PeerId besides, int wanted) {
        List<Contact> contacts = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            if (!entry.contact.peer().equals(besides)) {
                contacts.add(entry.contact);
            }
        }
        int count = Math.min(wanted, contacts.size());
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(contacts.size() - i);
            Contact chosen = contacts.set(j, contacts.get(i));
            contacts.set(i, chosen);
        }
        return contacts.subList(0, count);
    }

    /** While the seed was stopped nobody could renew with it or answer it. */
    private void noticeSleep(long now) {
        long late = now - nextWake();
        if (late > OVERSLEPT_MILLIS) {
            entries.values().forEach(entry -> entry.leaseUntil += late);
            checks.startAgain(now);
            nextSweep = now + SWEEP_MILLIS;
        }
    }
}
