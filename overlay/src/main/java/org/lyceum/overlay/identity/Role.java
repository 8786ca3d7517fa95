package org.lyceum.overlay.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person is in a network. */
public enum Role {
    /** Everyone to whom nothing else was granted. */
    STUDENT,
    PROFESSOR,
    /** May grant roles, this one too. */
    ADMIN;

    /** The name in files, messages and commands. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Stream.of(values()).filter(role -> role.text().equals(text)).findAny();
    }
}
