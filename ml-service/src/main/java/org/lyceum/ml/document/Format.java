package org.lyceum.ml.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats that a document can be written in as text. */
public enum Format {
    TEXT("text/plain"),
    HOCR("application/xhtml+xml"),
    TSV("text/tab-separated-values"),
    SRT("application/x-subrip"),
    VTT("text/vtt");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** In lower case, as callers say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String mediaType() {
        return mediaType;
    }

    public static Optional<Format> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** Those that such a document can be written in. */
    public static List<Format> fitting(Document document) {
        return Arrays.stream(values()).filter(each -> each.fits(document)).toList();
    }

    private boolean fits(Document document) {
        return switch (this) {
            case TEXT -> true;
            case HOCR, TSV -> document instanceof Document.Pages;
            case SRT, VTT -> document instanceof Document.Speech;
        };
    }

    /** Empty when a document of its kind cannot be written so. */
    public Optional<String> write(Document document) {
        return fits(document)
                ? Optional.of(
                        switch (document) {
                            case Document.Pages pages -> write(pages);
                            case Document.Speech speech -> write(speech);
                        })
                : Optional.empty();
    }

    private String write(Document.Pages pages) {
        return switch (this) {
            case HOCR -> Hocr.of(pages);
            case TSV -> Tsv.of(pages);
            case TEXT, SRT, VTT -> pages.text();
        };
    }

    private String write(Document.Speech speech) {
        return switch (this) {
            case SRT -> Subtitles.srt(speech);
            case VTT -> Subtitles.vtt(speech);
            case TEXT, HOCR, TSV -> speech.text();
        };
    }
}
