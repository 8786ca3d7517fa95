package org.lyceum.ml.engine;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * An engine as it is installed.
 *
 * @param name a word, such as {@code tesseract}
 * @param kind what it reads
 * @param model whatever decides its results besides the settings: a change makes earlier results stale
 * @param languages that it reads, by its own codes
 * @param defaultLanguage one of them
 * @param live whether it can follow somebody who is speaking
 */
public record EngineInfo(
        String name, Kind kind, String model, NavigableSet<String> languages, String defaultLanguage, boolean live) {

    public EngineInfo {
        languages = Collections.unmodifiableNavigableSet(new TreeSet<>(languages));
    }

    /** What an engine reads. */
    public enum Kind {
        OCR,
        SPEECH
    }

    /**
     * The language to read in; several may be joined by {@code +} where the engine reads pages.
     *
     * @param asked empty for the default
     * @throws MlException when one of them is not installed
     */
    public String language(String asked) {
        if (asked.isEmpty()) {
            return defaultLanguage;
        }
        for (String each : kind == Kind.OCR ? List.of(asked.split("\\+", -1)) : List.of(asked)) {
            if (!languages.contains(each)) {
                throw new MlException(
                        MlException.Reason.UNSUPPORTED,
                        "language '%s' is not installed for %s, which has %s"
                                .formatted(each, name, String.join(", ", languages)));
            }
        }
        return asked;
    }
}
