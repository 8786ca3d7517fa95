package org.lyceum.ml.document;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that an engine read in one file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Document.Pages.class, name = "pages"),
    @JsonSubTypes.Type(value = Document.Speech.class, name = "speech")
})
public sealed interface Document {

    String text();

    /** Pages or pictures, in order. */
    record Pages(List<Page> pages) implements Document {

        public Pages {
            pages = List.copyOf(pages);
        }

        /** A form feed between pages. */
        @Override
        public String text() {
            return pages.stream().map(Page::text).collect(Collectors.joining("\n\f"));
        }
    }

    /**
     * A recording.
     *
     * @param duration in seconds
     * @param language ISO 639-1
     */
    record Speech(double duration, String language, List<Utterance> utterances) implements Document {

        public Speech {
            utterances = List.copyOf(utterances);
        }

        @Override
        public String text() {
            return utterances.stream().map(Utterance::text).collect(Collectors.joining(" "));
        }
    }
}
