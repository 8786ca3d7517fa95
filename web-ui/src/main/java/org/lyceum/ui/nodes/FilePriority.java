package org.lyceum.ui.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much a file of a torrent is wanted. */
public enum FilePriority {
    @JsonProperty("high")
    HIGH("First"),
    @JsonProperty("normal")
    NORMAL("Normal"),
    @JsonProperty("low")
    LOW("Last"),
    @JsonProperty("skip")
    SKIP("Do not fetch");

    private final String word;

    FilePriority(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Its name in the REST interface. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
