package org.lyceum.chat.history;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a history is written. */
public enum HistoryFormat {
    MD("text/markdown"),
    JSON("application/json"),
    TXT("text/plain");

    private final String mediaType;

    HistoryFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public static Optional<HistoryFormat> of(String text) {
        return Stream.of(values())
                .filter(format -> format.text().equalsIgnoreCase(text))
                .findAny();
    }

    /** The name in commands, and a file's extension. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String mediaType() {
        return mediaType;
    }
}
