package org.lyceum.bittorrent.picker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;

class SuspectedPieceTest {

    private static final int BLOCKS = 4;

    private final BitField all = BitField.full(1);
    private final PiecePicker picker = new PiecePicker(1, BLOCKS * Block.SIZE, BLOCKS * Block.SIZE, new Random(1));

    @BeforeEach
    void suspectThePiece() {
        picker.addPeer(all);
        picker.addPeer(all);
        picker.suspected(0);
    }

    private List<Block> pick(int peer, int most) {
        List<Block> blocks = new ArrayList<>();
        picker.pick(peer, all, most, most, false, blocks::add);
        return blocks;
    }

    private boolean receive(int peer, Block block) {
        return picker.received(peer, block, _ -> {});
    }

    @Test
    void comesFromOnePeerAlsoInEndGame() {
        assertThat(pick(1, 2)).hasSize(2);
        assertThat(pick(2, 9)).isEmpty();
        assertThat(pick(1, 9)).hasSize(2);
        assertThat(pick(2, 9)).isEmpty();
    }

    @Test
    void isGivenToNobodyElseBeforeAReaderEither() {
        picker.setDeadline(0, 0);
        assertThat(pick(1, 2)).hasSize(2);
        assertThat(pick(2, 9)).isEmpty();
    }

    @Test
    void beginsAnewWithAnotherWhenItsPeerLeaves() {
        List<Block> first = pick(1, 4);
        assertThat(receive(1, first.getFirst())).isTrue();
        long attempt = picker.attempt(0);
        picker.peerGone(1);

        assertThat(pick(2, 9)).hasSameElementsAs(first);
        assertThat(picker.attempt(0)).isNotEqualTo(attempt);
    }

    @Test
    void beginsAnewWithOneThatGotTheNumberOfThePeerThatLeft() {
        List<Block> first = pick(1, 4);
        receive(1, first.getFirst());
        long attempt = picker.attempt(0);
        picker.peerGone(1);

        assertThat(pick(1, 9)).hasSameElementsAs(first);
        assertThat(picker.attempt(0)).isNotEqualTo(attempt);
    }

    @Test
    void beginsAnewWithAnotherWhenItsPeerLetsItLie() {
        List<Block> first = pick(1, 4);
        receive(1, first.getFirst());
        assertThat(pick(2, 9)).isEmpty();
        first.subList(1, 4).forEach(block -> picker.released(1, block));

        assertThat(pick(2, 9)).hasSameElementsAs(first);
        assertThat(receive(1, first.get(1))).isFalse();
        assertThat(pick(1, 9)).isEmpty();
        first.forEach(block -> assertThat(receive(2, block)).isTrue());
        assertThat(picker.isWhole(0)).isTrue();
    }

    @Test
    void isSharedAgainOnceItWasGood() {
        picker.completed(0);
        picker.invalidated(0);

        assertThat(pick(1, 2)).hasSize(2);
        assertThat(pick(2, 2)).hasSize(2);
    }
}
