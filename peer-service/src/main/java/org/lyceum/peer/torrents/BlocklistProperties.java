package org.lyceum.peer.torrents;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which addresses this peer has nothing to do with.
 *
 * @param blocklist file of them, read at every start; without it the list that was last put over REST is
 */
@ConfigurationProperties("lyceum.peer")
record BlocklistProperties(@Nullable Path blocklist) {}
