package org.lyceum.bittorrent.picker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;

class PiecePickerTest {

    private static final int BLOCKS = 4;
    private static final int PIECE = BLOCKS * Block.SIZE;
    private static final int PIECES = 40;

    private final BitField all = BitField.full(PIECES);

    @Test
    void theRarestPieceThatAPeerHasComesFirst() {
        for (int seed = 0; seed < 200; seed++) {
            PiecePicker picker = pastTheRandomStart(seed);
            Random random = new Random(seed);
            List<BitField> peers = new ArrayList<>();
            for (int peer = 0; peer < 10; peer++) {
                BitField has = new BitField(PIECES);
                IntStream.range(0, PIECES).filter(_ -> random.nextBoolean()).forEach(has::set);
                peers.add(has);
                picker.addPeer(has);
            }
            BitField has = peers.getFirst();
            int least = IntStream.range(4, PIECES)
                    .filter(has::get)
                    .map(picker::availability)
                    .min()
                    .orElseThrow();

            int first = pick(picker, 0, has, 1).getFirst().piece();

            assertThat(picker.availability(first)).isEqualTo(least);
        }
    }

    @Test
    void rarityFollowsWhatPeersGainAndWhoLeaves() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);
        BitField leech = new BitField(PIECES);
        picker.addPeer(leech);
        for (int piece = 4; piece < PIECES; piece++) {
            if (piece != 17) {
                leech.set(piece);
                picker.peerHas(piece);
            }
        }
        BitField other = new BitField(PIECES);
        other.set(17);
        other.set(23);
        picker.addPeer(other);
        picker.addPeer(other);
        picker.removePeer(other);

        assertThat(picker.availability(17)).isEqualTo(2);
        assertThat(picker.availability(23)).isEqualTo(3);
        picker.removePeer(other);
        assertThat(pick(picker, 0, all, 1)).first().extracting(Block::piece).isEqualTo(17);
    }

    @Test
    void equallyRarePiecesAreTakenInNoOrder() {
        Map<Integer, Integer> firsts = new HashMap<>();
        for (int seed = 0; seed < 3_600; seed++) {
            PiecePicker picker = pastTheRandomStart(seed);
            picker.addPeer(all);
            firsts.merge(pick(picker, 0, all, 1).getFirst().piece(), 1, Integer::sum);
        }
        assertThat(firsts.keySet()).hasSize(PIECES - 4);
        // 100 expected of each: five standard deviations
        assertThat(firsts.values()).allSatisfy(count -> assertThat(count).isBetween(50, 150));
    }

    @Test
    void piecesThatBecameEquallyRareInOrderAreTakenInNoOrder() {
        Map<Integer, Integer> firsts = new HashMap<>();
        for (int seed = 0; seed < 3_600; seed++) {
            PiecePicker picker = pastTheRandomStart(seed);
            BitField has = new BitField(PIECES);
            picker.addPeer(has);
            for (int piece = 4; piece < PIECES; piece++) {
                has.set(piece);
                picker.peerHas(piece);
            }
            firsts.merge(pick(picker, 0, has, 1).getFirst().piece(), 1, Integer::sum);
        }
        assertThat(firsts.keySet()).hasSize(PIECES - 4);
        assertThat(firsts.values()).allSatisfy(count -> assertThat(count).isBetween(50, 150));
    }

    @Test
    void theFirstFourPiecesAreRandomEvenIfOthersAreRarer() {
        Set<Integer> firsts = new HashSet<>();
        for (int seed = 0; seed < 400; seed++) {
            PiecePicker picker = picker(seed);
            BitField common = all.copy();
            common.clear(7);
            picker.addPeer(common);
            picker.addPeer(all);
            firsts.add(pick(picker, 0, all, 1).getFirst().piece());
        }
        assertThat(firsts).hasSize(PIECES);
    }

    @Test
    void aPartialPieceIsFinishedBeforeANewOneIsBegun() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);
        Block first = pick(picker, 0, all, 1).getFirst();

        List<Block> next = pick(picker, 1, all, BLOCKS);

        assertThat(next.subList(0, BLOCKS - 1)).extracting(Block::piece).containsOnly(first.piece());
        assertThat(next.getLast().piece()).isNotEqualTo(first.piece());
    }

    @Test
    void theNearestToWholeOfThePartialPiecesIsFinishedFirst() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);
        List<Block> slow = pick(picker, 0, all, true, 2);
        List<Block> fast = pick(picker, 1, all, true, 3);
        slow.subList(0, 1).forEach(block -> receive(picker, 0, block));
        fast.subList(0, 2).forEach(block -> receive(picker, 1, block));

        assertThat(pick(picker, 2, all, 1))
                .first()
                .extracting(Block::piece)
                .isEqualTo(fast.getFirst().piece());
    }

    @Test
    void fastPeersTakePiecesOfTheirOwnAndSlowOnesJoin() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);

        int first = pick(picker, 0, all, true, 2).getFirst().piece();
        int second = pick(picker, 1, all, true, 2).getFirst().piece();
        List<Block> slow = pick(picker, 2, all, 4);

        assertThat(second).isNotEqualTo(first);
        assertThat(slow).extracting(Block::piece).containsOnly(first, second);
    }

    @Test
    void aFastPeerTakesOverAPieceThatWasAbandoned() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);
        List<Block> abandoned = pick(picker, 0, all, true, 3);
        receive(picker, 0, abandoned.getFirst());
        picker.peerGone(0);

        assertThat(pick(picker, 1, all, true, 3))
                .extracting(Block::piece)
                .containsOnly(abandoned.getFirst().piece());
    }

    @Test
    void overThePartialLimitAFastPeerJoinsAndOnlyOneThatCannotBeginsAPiece() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.setPartialLimit(1);
        picker.addPeer(all);
        int open = pick(picker, 0, all, true, 1).getFirst().piece();
        BitField without = all.copy();
        without.clear(open);

        assertThat(pick(picker, 1, all, true, 1)).extracting(Block::piece).containsOnly(open);
        assertThat(pick(picker, 2, without, true, 1)).extracting(Block::piece).doesNotContain(open);
    }

    @Test
    void higherPrioritiesComeFirstAndSkippedPiecesNever() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);
        picker.setPriority(30, PiecePriority.HIGH);
        picker.setPriority(31, PiecePriority.SKIP);
        picker.setPriority(32, PiecePriority.LOW);

        List<Integer> pieces = pieces(picker, PIECES * BLOCKS);

        assertThat(pieces).hasSize(PIECES - 5).startsWith(30).endsWith(32).doesNotContain(31);
        assertThat(picker.remaining()).isEqualTo(PIECES - 5);
    }

    @Test
    void sequentialGoesInOrderWithinAPriority() {
        PiecePicker picker = picker(1);
        picker.setSequential(true);
        picker.addPeer(all);
        picker.completed(1);
        picker.setPriority(20, PiecePriority.HIGH);

        assertThat(pieces(picker, 5 * BLOCKS)).containsExactly(20, 0, 2, 3, 4);

        picker.invalidated(1);
        assertThat(pieces(picker, 2 * BLOCKS)).containsExactly(1, 5);
    }

    @Test
    void deadlinesComeBeforeEverythingByRankAndWakeSkippedPieces() {
        PiecePicker picker = pastTheRandomStart(1);
        picker.addPeer(all);
        int partial = pick(picker, 0, all, 1).getFirst().piece();
        int[] others = IntStream.range(4, PIECES)
                .filter(piece -> piece != partial)
                .limit(3)
                .toArray();
        picker.setPriority(others[2], PiecePriority.SKIP);
        picker.setDeadline(others[0], 2);
        picker.setDeadline(others[1], 1);
        picker.setDeadline(others[2], 0);

        assertThat(pieces(picker, 4 * BLOCKS - 1)).containsExactly(others[2], others[1], others[0], partial);

        picker.clearDeadline(others[2]);
        assertThat(picker.isInteresting(only(others[2]))).isFalse();
    }

    @Test
    void inEndGameABlockGoesToThreePeersAndTheFirstCopyCancelsTheOthers() {
        PiecePicker picker = new PiecePicker(1, PIECE, Block.SIZE + 5, new Random(1));
        BitField has = BitField.full(1);
        picker.addPeer(has);
        List<Block> both = List.of(new Block(0, 0, Block.SIZE), new Block(0, Block.SIZE, 5));

        assertThat(pick(picker, 0, has, 1)).containsExactly(both.get(0));
        assertThat(pick(picker, 1, has, 4)).containsExactly(both.get(1), both.get(0));
        assertThat(pick(picker, 2, has, 1)).as("the block asked of fewest").containsExactly(both.get(1));
        assertThat(pick(picker, 2, has, 9)).containsExactly(both.get(0));
        assertThat(pick(picker, 3, has, 9)).as("a fourth peer").containsExactly(both.get(1));
        assertThat(pick(picker, 0, has, 9)).isEmpty();

        List<Integer> cancelled = new ArrayList<>();
        assertThat(picker.received(1, both.get(0), cancelled::add)).isTrue();
        assertThat(cancelled).containsExactly(0, 2);
        assertThat(picker.received(0, both.get(0), cancelled::add))
                .as("a late copy")
                .isFalse();
        assertThat(cancelled).hasSize(2);
    }

    @Test
    void inEndGameAnIdlePeerTakesOverFromTheEndOfWhatAnotherIsAskedFor() {
        PiecePicker picker = picker(1);
        List<Block> asked = pick(picker, 0, all, PIECES * BLOCKS);

        List<Block> taken = new ArrayList<>();
        picker.pick(1, all, 9, 2, false, taken::add);

        assertThat(taken).containsExactly(asked.getLast(), asked.get(asked.size() - 2));
    }

    @Test
    void inEndGameABusyPeerIsAskedForNothingThatOthersAreAskedFor() {
        PiecePicker picker = picker(1);
        pick(picker, 0, all, PIECES * BLOCKS);

        picker.pick(1, all, 9, 0, false, block -> fail("%s is under way", block));

        assertThat(pick(picker, 1, all, 1)).as("once it is idle").hasSize(1);
    }

    @Test
    void noEndGameWhileAWantedPieceIsUnrequestedEvenIfNobodyHasIt() {
        PiecePicker picker = picker(1);
        BitField without = all.copy();
        without.clear(9);
        picker.addPeer(without);
        pick(picker, 0, without, PIECES * BLOCKS);

        assertThat(pick(picker, 1, without, 10)).isEmpty();
        picker.setPriority(9, PiecePriority.SKIP);
        assertThat(pick(picker, 1, without, 10)).hasSize(10);
    }

    @Test
    void anIdlePeerIsServedAgainAsSoonAsARequestIsTakenBack() {
        PiecePicker picker = picker(1);
        picker.addPeer(all);
        BitField one = only(3);
        List<Block> taken = pick(picker, 0, all, PIECES * BLOCKS);
        Block block = taken.stream().filter(b -> b.piece() == 3).findFirst().orElseThrow();
        assertThat(pick(picker, 1, one, 9)).hasSize(BLOCKS);
        assertThat(pick(picker, 2, one, 9)).hasSize(BLOCKS);
        assertThat(pick(picker, 3, one, 9)).as("nothing for a fourth").isEmpty();

        picker.released(0, block);

        assertThat(pick(picker, 3, one, 9)).containsExactly(block);
    }

    @Test
    void aPieceThatFailedItsHashIsFetchedAgainFromNothing() {
        PiecePicker picker = picker(1);
        picker.addPeer(all);
        List<Block> blocks = pick(picker, 0, all, BLOCKS);
        blocks.forEach(block -> receive(picker, 0, block));
        int piece = blocks.getFirst().piece();
        assertThat(picker.isWhole(piece)).isTrue();

        picker.invalidated(piece);

        assertThat(picker.isWhole(piece)).isFalse();
        BitField one = only(piece);
        assertThat(pick(picker, 0, one, 9)).containsExactlyElementsOf(blocks);
    }

    @Test
    void anAnswerThatFitsNoRequestIsRefused() {
        PiecePicker picker = picker(1);
        picker.addPeer(all);
        Block block = pick(picker, 0, all, 1).getFirst();

        assertThat(picker.received(1, block, _ -> {})).isFalse();
        assertThat(picker.received(0, new Block(block.piece(), 0, 100), _ -> {}))
                .isFalse();
        assertThat(picker.received(0, new Block(block.piece(), 1, Block.SIZE), _ -> {}))
                .isFalse();
        assertThat(picker.received(0, new Block(block.piece(), PIECE, Block.SIZE), _ -> {}))
                .isFalse();
        assertThat(picker.received(0, new Block(PIECES, 0, Block.SIZE), _ -> {}))
                .isFalse();
        assertThat(picker.received(0, block, _ -> {})).isTrue();
    }

    @Test
    void anEmptyTorrentIsFinished() {
        PiecePicker picker = new PiecePicker(0, PIECE, 0, new Random(1));
        BitField none = new BitField(0);
        picker.addPeer(none);

        assertThat(picker.isFinished()).isTrue();
        assertThat(pick(picker, 0, none, 10)).isEmpty();
    }

    @Test
    void piecesThatDoNotMakeUpTheLengthAreRefused() {
        assertThatThrownBy(() -> new PiecePicker(2, PIECE, PIECE, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 pieces of 65536 bytes for 65536 bytes");
    }

    private static PiecePicker picker(long seed) {
        return new PiecePicker(PIECES, PIECE, (long) PIECES * PIECE, new Random(seed));
    }

    private static PiecePicker pastTheRandomStart(long seed) {
        PiecePicker picker = picker(seed);
        for (int piece = 0; piece < PieceChoice.RANDOM_FIRST; piece++) {
            picker.completed(piece);
        }
        return picker;
    }

    private static BitField only(int piece) {
        BitField has = new BitField(PIECES);
        has.set(piece);
        return has;
    }

    private List<Integer> pieces(PiecePicker picker, int blocks) {
        return pick(picker, 0, all, blocks).stream()
                .map(Block::piece)
                .distinct()
                .toList();
    }

    private static List<Block> pick(PiecePicker picker, int peer, BitField has, int max) {
        return pick(picker, peer, has, false, max);
    }

    private static List<Block> pick(PiecePicker picker, int peer, BitField has, boolean whole, int max) {
        List<Block> blocks = new ArrayList<>();
        picker.pick(peer, has, max, max, whole, blocks::add);
        return blocks;
    }

    private static void receive(PiecePicker picker, int peer, Block block) {
        assertThat(picker.received(peer, block, _ -> {})).isTrue();
    }
}
