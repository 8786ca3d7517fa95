package org.lyceum.peer.torrents;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * What a browser is told of a shared file, which a stranger may have written: only kinds that cannot script are shown
 * in place, the rest is saved.
 */
record ContentKind(MediaType type, boolean inline) {

    private static final Set<String> MEDIA = Set.of("image", "audio", "video");
    private static final String SANDBOX =
            "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

    /** By the extension of a file name. */
    static ContentKind of(String name) {
        MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
        if (type.equals(MediaType.TEXT_PLAIN)) {
            return new ContentKind(new MediaType(type, StandardCharsets.UTF_8), true);
        }
        boolean scriptable = type.getSubtype().endsWith("xml");
        return new ContentKind(
                type, type.equals(MediaType.APPLICATION_PDF) || (MEDIA.contains(type.getType()) && !scriptable));
    }

    /** The sandbox would stop the viewers of browsers from showing a PDF, which they isolate themselves. */
    String policy() {
        return type.equals(MediaType.APPLICATION_PDF) ? "frame-ancestors 'self'" : SANDBOX;
    }
}
