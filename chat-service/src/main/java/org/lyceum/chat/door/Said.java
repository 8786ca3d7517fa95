package org.lyceum.chat.door;

import org.jspecify.annotations.Nullable;
import org.lyceum.chat.hosting.LiveRoom;

/** What became of something that was said. */
sealed interface Said {

    /**
     * It is on this node's disk, and on its way to the room.
     *
     * @param notice for who said it; null for none
     */
    record Written(LiveRoom.Sent sent, @Nullable String notice) implements Said {}

    /** Nothing was said: who asked is told this alone. */
    record Told(String text) implements Said {}
}
