package org.lyceum.chat.rules;

import java.util.Locale;

/** What not everyone may do in a room. */
public enum Privilege {
    ANNOUNCE,
    PIN,
    DELETE,
    MUTE,
    SET;

    /** As the interfaces write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
