package org.lyceum.peer.torrents;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeControllerTest {

    @TempDir
    private Path data;

    @Test
    void tellsHowThePeerIsSetUpAndWhatItUses() {
        try (RunningPeer peer = new RunningPeer(
                data,
                "--lyceum.peer.choke=bep3",
                "--lyceum.peer.active-downloads=1",
                "--lyceum.peer.connections.in-all=70")) {
            peer.http()
                    .get()
                    .uri("/api/v1/node")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .json("""
                          {
                            "name": "ada",
                            "choke": "bep3",
                            "uploadSlots": 4,
                            "downloads": {"active": 0, "waiting": 0, "most": 1},
                            "connections": {
                              "now": {"open": 0, "handshaking": 0, "dials": 0},
                              "most": {
                                "perTorrent": 200, "inAll": 70, "perHost": 100,
                                "handshaking": 200, "handshakingPerHost": 50, "dials": 50
                              }
                            }
                          }""");
        }
    }
}
