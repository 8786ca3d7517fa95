package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;

class TorrentIdentityTest {

    private static final List<String> OURS = List.of("udp://ours:1");

    private static InfoDictionary info(boolean isPrivate) {
        return InfoDictionary.parse(BencodeDictionary.builder()
                .put("length", 1)
                .put("name", "notes.txt")
                .put("piece length", 16)
                .put("pieces", new byte[20])
                .put("private", isPrivate ? 1 : 0)
                .build()
                .toBytes());
    }

    @Test
    void goesByItsHashUntilSomethingNamesIt() {
        InfoDictionary info = info(false);
        MagnetLink magnet = new MagnetLink(info.infoHash(), null, List.of("udp://theirs:1"), List.of());
        TorrentIdentity identity = new TorrentIdentity(info.infoHash(), magnet, null, () -> OURS);
        assertThat(identity.name()).isEqualTo(info.infoHash().toHex());
        String before = identity.link();

        identity.learn(new Metainfo(info, identity.magnetTiers(), null, null, null));

        assertThat(identity.name()).isEqualTo("notes.txt");
        assertThat(identity.announceTiers()).containsExactly(List.of("udp://theirs:1"), OURS);
        assertThat(identity.link()).isNotEqualTo(before);
        MagnetLink link = MagnetLink.parse(identity.link());
        assertThat(link.name()).isEqualTo("notes.txt");
        assertThat(link.trackers()).containsExactly("udp://theirs:1", "udp://ours:1");
        assertThat(link.peers()).isEmpty();
    }

    @Test
    void aPrivateTorrentIsAnnouncedToItsOwnTrackersAlone() {
        InfoDictionary info = info(true);
        Metainfo metainfo = new Metainfo(info, List.of(List.of("udp://theirs:1")), null, null, null);
        TorrentIdentity identity = new TorrentIdentity(info.infoHash(), null, metainfo, () -> OURS);

        assertThat(identity.announceTiers()).containsExactly(List.of("udp://theirs:1"));
    }
}
