package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.InfoDictionary;

class RootClaimsTest {

    @TempDir
    private Path folder;

    private RootClaims claims;
    private InfoDictionary one;
    private InfoDictionary other;

    @BeforeEach
    void createClaims() throws Exception {
        claims = new RootClaims(folder);
        one = EngineFixture.metainfo("notes.txt", new byte[] {1}, 16).info();
        other = EngineFixture.metainfo("Notes.TXT", new byte[] {2}, 16).info();
    }

    private static String mark(InfoDictionary info, int digits) {
        return " [" + info.infoHash().toHex().substring(0, digits) + "]";
    }

    @Test
    void takesTheNameAndTheSameAgain() {
        assertThat(claims.choose(one)).isEqualTo(folder.resolve("notes.txt"));
        assertThat(claims.choose(one)).isEqualTo(folder.resolve("notes.txt"));
    }

    @Test
    void marksASecondTorrentOfTheNameWithoutRegardToCase() {
        claims.choose(one);
        assertThat(claims.choose(other)).isEqualTo(folder.resolve("Notes" + mark(other, 8) + ".TXT"));
    }

    @Test
    void aMarkThatAnotherHasTakenIsNotShared() {
        claims.choose(one);
        claims.claim(one.infoHash(), folder.resolve("Notes" + mark(other, 8) + ".TXT"));

        assertThat(claims.choose(other)).isEqualTo(folder.resolve("Notes" + mark(other, 40) + ".TXT"));
    }

    @Test
    void neverTakesAFileThatIsLongerThanItsOwn() throws Exception {
        for (String name :
                new String[] {"notes.txt", "notes" + mark(one, 8) + ".txt", "notes" + mark(one, 40) + ".txt"}) {
            Files.write(folder.resolve(name), new byte[2]);
        }
        assertThatThrownBy(() -> claims.choose(one))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("notes.txt");
    }

    @Test
    void refusesAPlaceThatBelongsToAnother() {
        claims.choose(one);
        assertThatThrownBy(() -> claims.claim(other.infoHash(), folder.resolve("NOTES.txt")))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining(one.infoHash().toHex());
    }

    @Test
    void aReleasedPlaceIsFree() {
        claims.choose(one);
        claims.release(one.infoHash());
        assertThat(claims.choose(other)).isEqualTo(folder.resolve("Notes.TXT"));
    }
}
