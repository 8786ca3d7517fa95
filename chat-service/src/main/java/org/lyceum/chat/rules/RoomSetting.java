package org.lyceum.chat.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What professors and admins may set for a room. */
public enum RoomSetting {
    /** After how many days the content of events is removed; 0 for never. */
    RETENTION_DAYS("retention-days", "0", "a number of days from 0 (keep everything) to 36500"),
    /** Whether machine-learning nodes read every file that is shared, so that search finds what is in it. */
    READ_FILES("read-files", "off", "on or off"),
    ANONYMOUS_QUESTIONS("anonymous-questions", "on", "on or off");

    private static final int MAX_DAYS = 36_500;

    private final String text;
    private final String initial;
    private final String allowed;

    RoomSetting(String text, String initial, String allowed) {
        this.text = text;
        this.initial = initial;
        this.allowed = allowed;
    }

    public static Optional<RoomSetting> of(String text) {
        return Stream.of(values()).filter(setting -> setting.text.equals(text)).findAny();
    }

    static List<String> names() {
        return Stream.of(values()).map(RoomSetting::text).toList();
    }

    /** The name in events and interfaces. */
    public String text() {
        return text;
    }

    /** Until somebody sets another. */
    public String initial() {
        return initial;
    }

    /** Which values it may have, for people. */
    public String allowed() {
        return allowed;
    }

    public boolean allows(String value) {
        return switch (this) {
            case RETENTION_DAYS -> value.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(value) <= MAX_DAYS;
            case READ_FILES, ANONYMOUS_QUESTIONS -> value.equals("on") || value.equals("off");
        };
    }
}
