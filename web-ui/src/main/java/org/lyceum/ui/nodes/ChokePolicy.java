package org.lyceum.ui.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a node chooses whom to upload to. */
public enum ChokePolicy {
    @JsonProperty("classic")
    CLASSIC("classic", "the three fastest and one by chance, given out anew every 30 seconds"),
    @JsonProperty("bep3")
    BEP3("BEP 3", "the fastest every 10 seconds, and one by chance every 30, newcomers three times as likely");

    private final String word;
    private final String rule;

    ChokePolicy(String word, String rule) {
        this.word = word;
        this.rule = rule;
    }

    public String word() {
        return word;
    }

    public String rule() {
        return rule;
    }
}
