package org.lyceum.chat.commands;

import org.lyceum.chat.events.EventId;

/** What a person means by a line. */
public sealed interface Typed {

    /** A message. */
    record Say(String text) implements Typed {}

    record Announce(String text) implements Typed {}

    /**
     * A lecture.
     *
     * @param file its name or infohash, as typed
     */
    record LectureUpload(String file) implements Typed {}

    /**
     * For a machine-learning node.
     *
     * @param file its name or infohash, as typed
     */
    record MlRequest(String file) implements Typed {}

    /**
     * Into the data directory.
     *
     * @param format md, json or txt
     */
    record SaveHistory(String format) implements Typed {}

    record Who() implements Typed {}

    record Help() implements Typed {}

    /** Begins a topic. */
    record Topic(String text) implements Typed {}

    /**
     * To one person alone.
     *
     * @param to name or PeerId
     */
    record Direct(String to, String text) implements Typed {}

    /** Keeps a post in sight, or no longer. */
    record Pin(EventId target, boolean withdrawn) implements Typed {}

    /**
     * Has somebody be silent.
     *
     * @param who name or PeerId
     * @param minutes from now; 0 lets the person speak again
     */
    record Mute(String who, long minutes) implements Typed {}

    /** Asks anonymously. */
    record Anonymous(String text) implements Typed {}

    /** Changes a setting of the room. */
    record Set(String name, String value) implements Typed {}

    /**
     * Nothing that can be done.
     *
     * @param reason for who typed it: what is wrong and what would be right
     */
    record Mistake(String reason) implements Typed {}
}
