package org.lyceum.chat.timeline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.rules.RoomView.Said;
import org.lyceum.overlay.PeerId;

/** A post as the timeline holds it, with what later events have made of it. */
final class Held implements Said {

    final EventId id;
    final long seq;
    final long epoch;
    final PostKind kind;
    final Speaker speaker;
    final long sentAt;
    final @Nullable EventId topic;

    private String text;
    private Mentions mentions;
    private WordFilter filter = WordFilter.EMPTY;
    private @Nullable FileCard file;
    private @Nullable Reactions reactions;
    private @Nullable Speaker deletedBy;
    private boolean edited;
    private boolean expired;
    boolean pinned;
    boolean announced;
    boolean beginsTopic;
    boolean resolved;
    int replies;
    long lastSeq;

    Held(
            Placed placed,
            PostKind kind,
            Speaker speaker,
            @Nullable EventId topic,
            String text,
            Mentions mentions,
            @Nullable FileCard file) {
        this.id = placed.event().id();
        this.seq = placed.seq();
        this.epoch = placed.epoch();
        this.kind = kind;
        this.speaker = speaker;
        this.sentAt = placed.event().event().sentAt().toEpochMilli();
        this.topic = topic;
        this.file = file;
        this.lastSeq = seq;
        this.text = text;
        this.mentions = mentions;
        this.filter = filterOf(text, file);
    }

    private static WordFilter filterOf(String text, @Nullable FileCard file) {
        WordFilter ofText = WordFilter.of(Folded.of(text));
        return file == null ? ofText : ofText.and(WordFilter.of(Folded.of(file.name())));
    }

    String text() {
        return text;
    }

    Mentions mentions() {
        return mentions;
    }

    WordFilter filter() {
        return filter;
    }

    @Nullable
    FileCard file() {
        return file;
    }

    void edit(String newText, Mentions newMentions) {
        text = newText;
        mentions = newMentions;
        filter = filterOf(newText, file);
        edited = true;
    }

    void delete(Speaker by) {
        deletedBy = by;
        clear();
    }

    void expire() {
        expired = true;
        clear();
    }

    private void clear() {
        text = "";
        mentions = Mentions.NONE;
        filter = WordFilter.EMPTY;
        file = null;
        reactions = null;
        pinned = false;
        announced = false;
    }

    boolean deleted() {
        return deletedBy != null;
    }

    boolean expired() {
        return expired;
    }

    void react(String emoji, Speaker who, boolean withdrawn) {
        if (reactions == null) {
            reactions = new Reactions();
        }
        if (withdrawn) {
            reactions.withdraw(emoji, who.peer());
        } else {
            reactions.add(emoji, who);
        }
    }

    @Override
    public PeerId author() {
        return speaker.peer();
    }

    @Override
    public boolean written() {
        return kind.written();
    }

    @Override
    public boolean request() {
        return kind == PostKind.REQUEST;
    }

    @Override
    public boolean reply() {
        return topic != null;
    }

    @Override
    public boolean pinned() {
        return pinned;
    }

    @Override
    public int reactions() {
        return reactions == null ? 0 : reactions.kinds();
    }

    @Override
    public boolean hasReaction(String emoji) {
        return reactions != null && reactions.has(emoji);
    }

    @Override
    public int reactionsOf(PeerId peer) {
        return reactions == null ? 0 : reactions.of(peer);
    }

    /** Whether it stays however old it is. */
    boolean isKept() {
        return pinned || announced;
    }

    boolean isTopic() {
        return (beginsTopic || replies > 0) && topic == null && kind != PostKind.REQUEST;
    }

    Post view() {
        return new Post(
                id,
                seq,
                epoch,
                kind,
                speaker,
                Instant.ofEpochMilli(sentAt),
                text,
                mentions,
                topic,
                isTopic(),
                replies,
                lastSeq,
                resolved,
                reactions == null ? List.of() : reactions.all(),
                edited,
                deletedBy,
                pinned,
                file);
    }
}
