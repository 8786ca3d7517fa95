package org.lyceum.ui.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a torrent is doing, and the words for it. */
public enum TorrentState {
    @JsonProperty("metadata")
    METADATA("Finding"),
    @JsonProperty("check_queued")
    CHECK_QUEUED("Waiting to be checked"),
    @JsonProperty("checking")
    CHECKING("Checking"),
    @JsonProperty("queued")
    QUEUED("Waiting"),
    @JsonProperty("downloading")
    DOWNLOADING("Downloading"),
    @JsonProperty("seeding")
    SEEDING("Sharing"),
    @JsonProperty("paused")
    PAUSED("Paused"),
    @JsonProperty("error")
    ERROR("Problem");

    private final String word;

    TorrentState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Its name in the REST interface, in style sheets and in the page's addresses. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
