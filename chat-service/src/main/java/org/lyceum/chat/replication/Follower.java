package org.lyceum.chat.replication;

import org.lyceum.overlay.PeerId;

/** What a chat node knows of another node of the room. */
final class Follower {

    private static final long NEVER = Long.MIN_VALUE / 2;

    final PeerId peer;

    /** The log that it holds, and up to where it holds what the chat node holds. */
    long store;

    long matched;
    boolean isMatched;
    long heardAt = NEVER;

    /** The seq of the next entry to send, and of the last that it was told to be acknowledged. */
    long next;

    long told;
    long sentAt = NEVER;
    boolean isAwaited;

    Follower(PeerId peer, long next) {
        this.peer = peer;
        this.next = next;
    }

    void heard(RoomMessage.Appended message, long now) {
        heardAt = now;
        isAwaited = false;
        if (store != message.store()) {
            store = message.store();
            matched = 0;
        }
        if (message.matched()) {
            matched = Math.max(matched, message.seq());
            isMatched = true;
            next = matched + 1;
        } else {
            isMatched = false;
            next = message.seq() + 1;
        }
    }

    boolean holds(long seq) {
        return matched >= seq;
    }

    boolean wasHeardWithin(long millis, long now) {
        return now - heardAt < millis;
    }
}
