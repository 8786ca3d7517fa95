package org.lyceum.ui.transfer;

import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;

/** What a browser may do with a file, by the end of its name. */
public enum ContentKind {
    AUDIO,
    VIDEO,
    IMAGE,
    PDF,
    TEXT,
    /** Only to be saved: nothing that a browser would run, or does not know. */
    OTHER;

    private static final Map<String, MediaType> TYPES = Map.ofEntries(
            type("mp3", "audio/mpeg"),
            type("m4a", "audio/mp4"),
            type("aac", "audio/aac"),
            type("ogg", "audio/ogg"),
            type("oga", "audio/ogg"),
            type("opus", "audio/ogg"),
            type("flac", "audio/flac"),
            type("wav", "audio/wav"),
            type("weba", "audio/webm"),
            type("mp4", "video/mp4"),
            type("m4v", "video/mp4"),
            type("mov", "video/mp4"),
            type("webm", "video/webm"),
            type("mkv", "video/webm"),
            type("ogv", "video/ogg"),
            type("jpg", "image/jpeg"),
            type("jpeg", "image/jpeg"),
            type("png", "image/png"),
            type("gif", "image/gif"),
            type("webp", "image/webp"),
            type("avif", "image/avif"),
            type("bmp", "image/bmp"),
            type("svg", "image/svg+xml"),
            type("pdf", "application/pdf"));

    private static final String TEXTS =
            " txt md markdown rst org tex bib csv tsv json xml yml yaml toml ini log srt vtt"
                    + " c h cpp hpp cs css go html htm java js kt m mjs py r rb rs scala sh sql swift ts diff patch ";

    private static Map.Entry<String, MediaType> type(String extension, String type) {
        return Map.entry(extension, MediaType.parseMediaType(type));
    }

    public static ContentKind of(String path) {
        MediaType type = mediaType(path);
        if (type.equals(MediaType.APPLICATION_PDF)) {
            return PDF;
        }
        return switch (type.getType()) {
            case "audio" -> AUDIO;
            case "video" -> VIDEO;
            case "image" -> IMAGE;
            case "text" -> TEXT;
            default -> OTHER;
        };
    }

    /** The type to send a file with. Text of any kind is plain text: HTML is shown, never run. */
    static MediaType mediaType(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (TEXTS.contains(" " + extension + " ")) {
            return MediaType.parseMediaType("text/plain;charset=UTF-8");
        }
        return TYPES.getOrDefault(extension, MediaType.APPLICATION_OCTET_STREAM);
    }

    /** It can be looked at or listened to on a page. */
    public boolean playable() {
        return this != OTHER;
    }

    /** The word on the button that opens it. */
    public String verb() {
        return switch (this) {
            case AUDIO, VIDEO -> "Play";
            case IMAGE, PDF, TEXT -> "Preview";
            case OTHER -> "Save";
        };
    }

    /**
     * The policy that its bytes are sent with. A sandbox without scripts, except for PDF, which Chromium's own viewer
     * does not show in one; it runs nothing of a PDF inside the page's origin.
     */
    String policy() {
        return switch (this) {
            case PDF -> "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";
            case IMAGE, AUDIO, VIDEO, TEXT, OTHER ->
                "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
                        + "frame-ancestors 'self'";
        };
    }
}
