package org.lyceum.ui.nodes;

import java.util.Locale;

/** Where in the queue of downloads a torrent is to go. */
public enum QueueMove {
    TOP,
    UP,
    DOWN,
    BOTTOM;

    /** Its name in the REST interface and in the page's addresses. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
