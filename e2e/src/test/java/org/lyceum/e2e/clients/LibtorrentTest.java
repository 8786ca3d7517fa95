package org.lyceum.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.swarm.Engine;

/** One after the other: two sessions that start at the same time in one process crash it. */
@ResourceLock("libtorrent")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "libtorrent4j is packaged for Linux on x86-64")
class LibtorrentTest extends ClientContract {

    /** What the sample in {@code hybrid.torrent} was written with. */
    private static final long HYBRID_SEED = 0;

    @Override
    ForeignClient start(Path folder) {
        return new LibtorrentClient(folder);
    }

    @Test
    void sharesAHybridTorrentThatWePassOn(@TempDir Path folder) throws IOException {
        Sample.FOLDER.writeTo(theirs().files(), HYBRID_SEED);
        Map<String, String> expected = Sample.FOLDER.checksums(theirs().files());
        Metainfo torrent = ours().announced(Metainfo.parse(hybrid()));

        theirs().share(torrent);
        tracker().awaitSeeder(torrent.info().infoHash());
        Engine engine = ours().peer("between");
        OurSide.awaitFetched(OurSide.fetch(engine, torrent));
        assertThat(Sample.FOLDER.checksums(engine.files())).isEqualTo(expected);
        assertThat(engine.files().resolve(Sample.FOLDER.root()).resolve(".pad")).doesNotExist();

        theirs().close();
        try (ForeignClient another = start(folder)) {
            another.fetch(torrent);
            another.awaitFetched();
            assertThat(Sample.FOLDER.checksums(another.files())).isEqualTo(expected);
        }
    }

    /**
     * {@link Sample#FOLDER} as libtorrent 2.0.6 makes a torrent of it: versions 1 and 2 at once, and padding so that each
     * file begins with a piece.
     */
    private static byte[] hybrid() throws IOException {
        try (InputStream file = Objects.requireNonNull(LibtorrentTest.class.getResourceAsStream("hybrid.torrent"))) {
            return file.readAllBytes();
        }
    }
}
