package org.lyceum.ui.nodes;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A peer that the page can look from.
 *
 * @param name what people call it; names it in the page's addresses too
 * @param url base of its REST interface, such as {@code http://127.0.0.1:7070}
 * @param token secret that it asks for when it does not listen on loopback alone
 */
public record Node(String name, URI url, @Nullable String token) {

    public Node {
        if (name.isBlank()) {
            throw new IllegalArgumentException("lyceum.ui.nodes: a node needs a name");
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("lyceum.ui.nodes: the url of %s is %s; it must look like %s"
                    .formatted(name, url, "http://127.0.0.1:7070"));
        }
    }

    /** Host and port, for people. */
    public String address() {
        return url.getAuthority();
    }

    /** The token stays out of logs and pages. */
    @Override
    public String toString() {
        return name + " at " + url;
    }
}
