package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.swarm.PieceAssembly.SentBlock;

class PoisonProofTest {

    private final PoisonProof proof = new PoisonProof();
    private PeerConnection honest;
    private PeerConnection poisoner;

    @BeforeEach
    void connectPeers(@TempDir Path folder) {
        SwarmFixture fixture = new SwarmFixture(folder);
        honest = requireNonNull(fixture.peer('a', true, address(1, 1000)));
        poisoner = requireNonNull(fixture.peer('b', true, address(2, 1000)));
    }

    private static SentBlock block(int index, PeerConnection sender, int content) {
        return new SentBlock(index, sender, ByteBuffer.wrap(new byte[] {(byte) content}));
    }

    @Test
    void whoSentItAllIsGuiltyAtOnce() {
        assertThat(proof.failed(3, List.of(block(0, poisoner, 9), block(1, poisoner, 1))))
                .containsExactly(poisoner);
        assertThat(proof.suspects(3)).isFalse();
    }

    @Test
    void ofSeveralOnlyThoseAreGuiltyWhoseBlocksTurnOutToDiffer() {
        assertThat(proof.failed(3, List.of(block(0, honest, 0), block(1, poisoner, 9))))
                .isEmpty();
        assertThat(proof.suspects(3)).isTrue();

        assertThat(proof.proven(3, List.of(block(0, honest, 0), block(1, honest, 1))))
                .containsExactly(poisoner);
        assertThat(proof.suspects(3)).isFalse();
    }

    @Test
    void whoRepentsIsGuiltyAllTheSame() {
        proof.failed(3, List.of(block(0, honest, 0), block(1, poisoner, 9)));

        assertThat(proof.proven(3, List.of(block(0, poisoner, 0), block(1, poisoner, 1))))
                .containsExactly(poisoner);
    }

    @Test
    void aPieceThatWasNeverBadHasNobodyGuilty() {
        assertThat(proof.proven(3, List.of())).isEmpty();
    }

    @Test
    void keepsOnlySoMuchEvidence() {
        List<SentBlock> mixed = List.of(block(0, honest, 0), block(1, poisoner, 9));
        List<SentBlock> many = Collections.nCopies(PoisonProof.MOST_BLOCKS / 4, mixed).stream()
                .flatMap(List::stream)
                .toList();
        for (int piece = 0; piece < 10; piece++) {
            proof.failed(piece, many);
        }

        assertThat(proof.suspects(7)).isFalse();
        assertThat(proof.suspects(8)).isTrue();
        assertThat(proof.suspects(9)).isTrue();
    }
}
