package org.lyceum.chat.timeline;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.rules.Proof;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.chat.rules.RoomSetting;
import org.lyceum.chat.rules.RoomView;
import org.lyceum.chat.rules.Standings;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Role;

/**
 * A room as people see it, made from its events. The same events in the same order make the same room on every node: an
 * event that the {@link RoomRules} object to changes nothing, as does one about a post that is not there. Used by one
 * thread at a time.
 *
 * <p>In memory, and bounded: of the posts the newest {@value #MAX_POSTS}, or fewer when their texts are long; all else is
 * in the log. What is pinned stays, as do the last {@value #MAX_ANNOUNCEMENTS} announcements.
 */
public final class Timeline implements RoomView {

    /** The most posts on a page, and hits of a search. */
    public static final int MAX_LIMIT = 500;

    static final int MAX_POSTS = 200_000;

    /** Of all texts together, in UTF-16 units. */
    static final long MAX_TEXT = 64L << 20;

    static final int MAX_ANNOUNCEMENTS = 200;

    /** So many times of anonymous questions are known. */
    private static final int MAX_ANONYMOUS = 64;

    private final RoomName room;
    private final Standings standings;
    private final RoomRules rules;
    private final Posts posts;
    private final People people = new People();
    private final MentionReader mentions = new MentionReader(people);
    private final Pages pages;
    private final Kept kept;
    private final Map<RoomSetting, String> settings = new EnumMap<>(RoomSetting.class);
    private final Deque<Instant> anonymous = new ArrayDeque<>();
    private long lastSeq;
    private long ledEpoch;

    public Timeline(RoomName room, Standings standings) {
        this(room, standings, MAX_POSTS, MAX_TEXT);
    }

    Timeline(RoomName room, Standings standings, int maxPosts, long maxText) {
        this.room = room;
        this.standings = standings;
        this.rules = new RoomRules(room.key());
        this.posts = new Posts(maxPosts, maxText);
        this.pages = new Pages(posts);
        this.kept = new Kept(posts, MAX_ANNOUNCEMENTS);
    }

    /** Takes the next event of the room. One that is not after the last one was taken before, and is passed over. */
    public void apply(Placed placed) {
        if (placed.seq() <= lastSeq) {
            return;
        }
        lastSeq = placed.seq();
        Event event = placed.event().event();
        if (event.room().equals(room) && rules.objection(event, this).isEmpty()) {
            believe(placed, event);
        }
    }

    /** The content of an event is here no more, as the room keeps it no longer. */
    public void expire(EventId id) {
        Held post = posts.find(id);
        if (post != null) {
            uncount(post);
            posts.change(post, Held::expire);
            kept.putDown(post);
        }
    }

    /** The log gave way to another: all events come anew. */
    public void startOver() {
        posts.clear();
        people.clear();
        kept.clear();
        settings.clear();
        anonymous.clear();
        lastSeq = 0;
        ledEpoch = 0;
    }

    private void believe(Placed placed, Event event) {
        Author author = event.author();
        boolean joins = event.body() instanceof Body.Joined joined && people.join(author, joined.credentials());
        people.heard(author);
        Proof proof = RoomRules.proof(author, this, event.sentAt());
        Speaker speaker = people.speaker(author, proof);
        Draft draft = new Draft(placed, speaker);
        switch (event.body()) {
            case Body.Message m -> draft.post(PostKind.MESSAGE, m.text());
            case Body.Topic m -> draft.post(PostKind.MESSAGE, m.text()).beginsTopic = true;
            case Body.Reply m -> draft.answer(PostKind.MESSAGE, m.topic(), m.text());
            case Body.Announcement m -> kept.announce(draft.post(PostKind.ANNOUNCEMENT, m.text()));
            case Body.Lecture m ->
                draft.post(PostKind.LECTURE, m.text(), new FileCard(m.infohash(), m.file(), m.bytes(), ""));
            case Body.SharedFile m ->
                draft.post(PostKind.FILE, m.text(), new FileCard(m.infohash(), m.file(), m.bytes(), m.mediaType()));
            case Body.MlRequest m ->
                draft.post(PostKind.REQUEST, "", new FileCard(m.infohash(), m.file(), FileCard.UNKNOWN, ""));
            case Body.MlAnswer m -> {
                draft.answer(PostKind.ANSWER, m.request(), m.text());
                settle(m.request(), true);
            }
            case Body.AnonymousQuestion m -> {
                draft.post(PostKind.QUESTION, m.text());
                remember(event.sentAt());
            }
            case Body.Edit m -> edit(m, speaker);
            case Body.Deletion m -> delete(m.target(), speaker);
            case Body.Reaction m -> require(m.target()).react(m.emoji(), speaker, m.withdrawn());
            case Body.Pin m -> pin(m);
            case Body.Resolve m -> settle(m.topic(), !m.reopened());
            case Body.Mute m -> people.silence(m.peer(), new Silence(event.sentAt(), m.until()));
            case Body.Setting m -> RoomSetting.of(m.name()).ifPresent(setting -> settings.put(setting, m.value()));
            case Body.Joined _ -> {
                if (joins) {
                    draft.post(PostKind.JOINED, "");
                }
            }
            case Body.Left _ -> {
                if (people.leave(author.peer())) {
                    draft.post(PostKind.LEFT, "");
                }
            }
            case Body.FacilitatorChanged m -> {
                if (m.epoch() == placed.epoch() && m.epoch() > ledEpoch) {
                    ledEpoch = m.epoch();
                    draft.post(PostKind.CHAT_NODE, "");
                }
            }
        }
    }

    /** A post about to be made. */
    private final class Draft {

        private final Placed placed;
        private final Speaker speaker;

        private Draft(Placed placed, Speaker speaker) {
            this.placed = placed;
            this.speaker = speaker;
        }

        Held post(PostKind kind, String text) {
            return add(kind, null, text, null);
        }

        void post(PostKind kind, String text, FileCard file) {
            add(kind, null, text, file);
        }

        void answer(PostKind kind, EventId target, String text) {
            Held answered = posts.find(target);
            EventId topic = answered == null || answered.topic == null ? target : answered.topic;
            add(kind, topic, text, null);
            Held first = posts.find(topic);
            if (first != null) {
                first.replies++;
                first.lastSeq = placed.seq();
            }
        }

        private Held add(PostKind kind, @Nullable EventId topic, String text, @Nullable FileCard file) {
            Held post = new Held(placed, kind, speaker, topic, text, mentionsIn(text, speaker), file);
            posts.add(post);
            return post;
        }
    }

    private Mentions mentionsIn(String text, Speaker by) {
        return mentions.read(text, by.role() != Role.STUDENT);
    }

    /** The rules have seen that it is there. */
    private Held require(EventId id) {
        Held post = posts.find(id);
        if (post == null) {
            throw new IllegalStateException("post %s was there a moment ago".formatted(id));
        }
        return post;
    }

    private void edit(Body.Edit edit, Speaker speaker) {
        Mentions named = mentionsIn(edit.text(), speaker);
        posts.change(require(edit.target()), post -> post.edit(edit.text(), named));
    }

    private void delete(EventId id, Speaker speaker) {
        Held post = require(id);
        uncount(post);
        posts.change(post, it -> it.delete(speaker));
        kept.putDown(post);
    }

    private void uncount(Held reply) {
        Held first = reply.topic == null || reply.deleted() ? null : posts.find(reply.topic);
        if (first != null) {
            first.replies--;
        }
    }

    private void pin(Body.Pin pin) {
        if (pin.withdrawn()) {
            kept.unpin(require(pin.target()));
        } else {
            kept.pin(require(pin.target()));
        }
    }

    private void settle(EventId id, boolean resolved) {
        require(id).resolved = resolved;
    }

    private void remember(Instant askedAt) {
        anonymous.addFirst(askedAt);
        if (anonymous.size() > MAX_ANONYMOUS) {
            anonymous.removeLast();
        }
    }

    /** The place of the last event that was taken; 0 when there was none. */
    public long lastSeq() {
        return lastSeq;
    }

    /** A post, deleted ones too. */
    public Optional<Post> find(EventId id) {
        return Optional.ofNullable(posts.find(id)).map(Held::view);
    }

    /**
     * Posts on end.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     */
    public Page page(Where where, int limit) {
        requireLimit(limit);
        return pages.page(where, limit, post -> !post.expired());
    }

    /**
     * Of one thread: the post that begins it and its replies.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     */
    public Page page(EventId topic, Where where, int limit) {
        requireLimit(limit);
        return pages.page(where, limit, post -> !post.expired() && (topic.equals(post.topic) || topic.equals(post.id)));
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("%d posts, from 1 to %d may be asked for".formatted(limit, MAX_LIMIT));
        }
    }

    /** The newest first. */
    public List<Post> announcements() {
        return views(kept.announcements());
    }

    /** What was pinned last first. */
    public List<Post> pinned() {
        return views(kept.pinned());
    }

    /**
     * Posts that begin a topic, that of the newest reply first.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}
     */
    public List<Post> topics(int limit) {
        requireLimit(limit);
        return views(posts.from(0, Integer.MAX_VALUE, post -> !post.expired() && post.isTopic()).stream()
                .sorted((a, b) -> Long.compare(b.lastSeq, a.lastSeq))
                .limit(limit)
                .toList());
    }

    private static List<Post> views(List<Held> held) {
        return held.stream().map(Held::view).toList();
    }

    /** Who has joined and not left, in the order of joining. */
    public List<Person> members(Instant now) {
        return people.all().stream()
                .map(known -> {
                    Author author = known.author();
                    Proof proof = RoomRules.proofNow(author, this, now);
                    return new Person(
                            author.peer(),
                            author.name(),
                            proof.role(),
                            proof.complete(),
                            mutedUntil(author.peer(), now).orElse(null));
                })
                .toList();
    }

    /** Members who can open what is sealed for the course's professors. */
    public List<PeerId> professors(Instant now) {
        return members(now).stream()
                .filter(person -> person.role() != Role.STUDENT)
                .map(Person::peer)
                .toList();
    }

    /** Until when someone may not write; empty for who may write now. */
    public Optional<Instant> mutedUntil(PeerId peer, Instant now) {
        return silence(peer).filter(silence -> silence.covers(now)).map(Silence::until);
    }

    public String setting(RoomSetting setting) {
        return settings.getOrDefault(setting, setting.initial());
    }

    /**
     * Looks for posts, the newest first.
     *
     * @param before only those before this place; {@link Long#MAX_VALUE} for all
     * @param limit from 1 to {@value #MAX_LIMIT}
     */
    public Found search(Query query, long before, int limit) {
        requireLimit(limit);
        return new PostSearch(posts, query).run(before, limit);
    }

    /** What a member has not read, who has read all up to a place. */
    public Unread unread(long readSeq, PeerId self) {
        int unread = 0;
        int calling = 0;
        for (int i = posts.size() - 1; i >= 0 && posts.get(i).seq > readSeq; i--) {
            Held post = posts.get(i);
            if (post.written()
                    && !post.deleted()
                    && !post.expired()
                    && !post.author().equals(self)) {
                unread++;
                calling += post.mentions().include(self) ? 1 : 0;
            }
        }
        return new Unread(unread, calling);
    }

    @Override
    public RoomName room() {
        return room;
    }

    @Override
    public Standings standings() {
        return standings;
    }

    @Override
    public Credentials shown(PeerId peer) {
        return people.shown(peer);
    }

    @Override
    public Optional<Said> said(EventId id) {
        Held post = posts.find(id);
        return post == null || post.deleted() ? Optional.empty() : Optional.of(post);
    }

    @Override
    public Optional<Silence> silence(PeerId peer) {
        return people.silence(peer);
    }

    @Override
    public boolean isMember(PeerId peer) {
        return people.isMember(peer);
    }

    @Override
    public int members() {
        return people.members();
    }

    @Override
    public int pins() {
        return kept.pins();
    }

    @Override
    public boolean takesAnonymousQuestions() {
        return setting(RoomSetting.ANONYMOUS_QUESTIONS).equals("on");
    }

    @Override
    public Optional<Instant> anonymousQuestion(int fromLast) {
        return anonymous.stream().skip(fromLast - 1L).findFirst();
    }
}
