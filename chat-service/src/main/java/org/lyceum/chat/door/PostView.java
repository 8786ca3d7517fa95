package org.lyceum.chat.door;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.markup.Markup;
import org.lyceum.chat.timeline.FileCard;
import org.lyceum.chat.timeline.Found;
import org.lyceum.chat.timeline.Page;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.PostKind;
import org.lyceum.chat.timeline.Reacted;
import org.lyceum.chat.timeline.Speaker;
import org.lyceum.overlay.PeerId;

/**
 * What can be seen in a room, as REST tells it.
 *
 * @param text Markdown, as it was typed
 * @param html the same as safe HTML; null when there is no text
 * @param topic the id of what it answers; null for none
 * @param deletedBy the name of who has taken it from view
 * @param highlight where the words that were searched stand in the text; null outside of a search
 */
record PostView(
        String id,
        long seq,
        long epoch,
        String kind,
        SpeakerView author,
        Instant sentAt,
        String text,
        @Nullable String html,
        @Nullable String topic,
        boolean beginsTopic,
        int replies,
        long lastSeq,
        boolean resolved,
        List<ReactionView> reactions,
        boolean edited,
        boolean deleted,
        @Nullable String deletedBy,
        boolean pinned,
        boolean mentionsMe,
        @Nullable FileCardView file,
        @Nullable List<Found.Range> highlight) {

    /** A student of a question asked anonymously is nobody that one could name. */
    private static final String ANONYMOUS = "a student";

    /** @param proven whether grants prove all that was claimed */
    record SpeakerView(String peerId, String name, String role, boolean proven) {

        static SpeakerView of(Post post) {
            Speaker author = post.author();
            return new SpeakerView(
                    author.peer().text(),
                    post.kind() == PostKind.QUESTION ? ANONYMOUS : author.name(),
                    author.role().text(),
                    author.proven());
        }
    }

    /** @param mine whether this node's person reacted so */
    record ReactionView(String emoji, int count, boolean mine, List<String> who) {

        static ReactionView of(Reacted reacted, PeerId self) {
            return new ReactionView(
                    reacted.emoji(),
                    reacted.who().size(),
                    reacted.who().stream().anyMatch(speaker -> speaker.peer().equals(self)),
                    reacted.who().stream().map(Speaker::name).toList());
        }
    }

    /** @param bytes null when the post does not say */
    record FileCardView(
            String infohash, String name, @Nullable Long bytes, String mediaType) {

        static @Nullable FileCardView of(@Nullable FileCard file) {
            return file == null
                    ? null
                    : new FileCardView(
                            file.infohash(),
                            file.name(),
                            file.bytes() == FileCard.UNKNOWN ? null : file.bytes(),
                            file.mediaType());
        }
    }

    /** Posts on end, by rising seq. */
    record PageView(List<PostView> posts, long first, long last, More more) {

        /** Whether there are posts before and after these. */
        record More(boolean before, boolean after) {}

        static PageView of(Page page, PeerId self) {
            return new PageView(
                    page.posts().stream().map(post -> PostView.of(post, self)).toList(),
                    page.first(),
                    page.last(),
                    new More(page.moreBefore(), page.moreAfter()));
        }
    }

    /** What a search has found, the newest first; {@code more} says whether there are older ones. */
    record FoundView(List<PostView> posts, boolean more) {

        static FoundView of(Found found, PeerId self) {
            return new FoundView(
                    found.hits().stream()
                            .map(hit -> PostView.of(hit.post(), self, hit.highlights()))
                            .toList(),
                    found.more());
        }
    }

    static PostView of(Post post, PeerId self) {
        return of(post, self, null);
    }

    private static PostView of(Post post, PeerId self, @Nullable List<Found.Range> highlight) {
        Speaker deletedBy = post.deletedBy();
        return new PostView(
                post.id().toString(),
                post.seq(),
                post.epoch(),
                post.kind().text(),
                SpeakerView.of(post),
                post.sentAt(),
                post.text(),
                post.text().isEmpty()
                        ? null
                        : Markup.toHtml(post.text(), post.mentions().names()),
                post.topic() == null ? null : post.topic().toString(),
                post.beginsTopic(),
                post.replies(),
                post.lastSeq(),
                post.resolved(),
                post.reactions().stream()
                        .map(each -> ReactionView.of(each, self))
                        .toList(),
                post.edited(),
                post.deleted(),
                deletedBy == null ? null : deletedBy.name(),
                post.pinned(),
                post.calls(self),
                FileCardView.of(post.file()),
                highlight);
    }
}
