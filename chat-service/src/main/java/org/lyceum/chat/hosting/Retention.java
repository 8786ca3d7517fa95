package org.lyceum.chat.hosting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.rules.RoomSetting;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.Timeline;

/** Removes from the disk what a room keeps no longer: what is older than its days, and what was deleted. */
final class Retention {

    private static final int BYTES = 256 * 1024;

    private Retention() {}

    /**
     * Goes through a part of the log.
     *
     * @return the seq up to which it went; {@code after} at the end
     */
    static long sweep(HostedRoom room, long after, Instant now) {
        long committed = room.log().committed();
        if (after >= committed) {
            return after;
        }
        Timeline timeline = room.timeline();
        long days = Long.parseLong(timeline.setting(RoomSetting.RETENTION_DAYS));
        Instant oldest = days == 0 ? Instant.MIN : now.minus(Duration.ofDays(days));
        List<EventId> aged = new ArrayList<>();
        List<EventId> deleted = new ArrayList<>();
        long upTo = after;
        for (Entry entry : room.log().entries(after + 1, BYTES)) {
            if (entry.seq() <= committed) {
                upTo = entry.seq();
                if (entry.content() instanceof Entry.Posted posted) {
                    SignedEvent event = posted.event();
                    if (isContent(event.event().body())
                            && event.event().sentAt().isBefore(oldest)) {
                        aged.add(event.id());
                    } else if (isDeleted(event, timeline)) {
                        deleted.add(event.id());
                    }
                }
            }
        }
        aged.forEach(timeline::expire);
        aged.addAll(deleted);
        room.expire(aged);
        return upTo;
    }

    /** Not what the rules need to know who may do what. */
    private static boolean isContent(Body body) {
        return switch (body) {
            case Body.Joined _, Body.Left _, Body.FacilitatorChanged _, Body.Mute _, Body.Setting _, Body.Deletion _ ->
                false;
            default -> true;
        };
    }

    private static boolean isDeleted(SignedEvent event, Timeline timeline) {
        EventId shown = event.event().body() instanceof Body.Edit edit ? edit.target() : event.id();
        return timeline.find(shown).filter(Post::deleted).isPresent();
    }
}
