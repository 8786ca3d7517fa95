package org.lyceum.bittorrent.picker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;

/**
 * A picker beside a naive account of what it may do: every step acts on both, and checks each answer of the picker
 * against plain sets of blocks.
 */
final class PickerModel {

    private static final int MAX_PEERS = 6;

    private final Random random;
    private final int pieces;
    private final int pieceLength;
    private final long total;
    private final PiecePicker picker;

    private final List<Peer> peers = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final Set<Block> received = new LinkedHashSet<>();
    private final Set<Integer> complete = new HashSet<>();
    private final Map<Integer, PiecePriority> priorities = new HashMap<>();
    private final Map<Integer, Integer> deadlines = new HashMap<>();

    PickerModel(long seed) {
        random = new Random(seed);
        pieces = 1 + random.nextInt(12);
        pieceLength = Block.SIZE / 2 * (1 + random.nextInt(9));
        total = (long) pieceLength * (pieces - 1) + 1 + random.nextInt(pieceLength);
        picker = new PiecePicker(pieces, pieceLength, total, random);
        picker.setSequential(random.nextInt(4) == 0);
        if (random.nextInt(4) == 0) {
            picker.setPartialLimit(1 + random.nextInt(3));
        }
    }

    void step() {
        switch (random.nextInt(18)) {
            case 0 -> join(false);
            case 1 -> leave();
            case 2 -> gain();
            case 3, 4, 5, 6 -> anyOf(peers).ifPresent(peer -> pick(peer, random.nextInt(6)));
            case 7, 8, 9, 10 -> anyOf(requests).ifPresent(this::receive);
            case 11 -> release();
            case 12 -> setPriority();
            case 13 -> setDeadline();
            case 14 -> check(random.nextInt(3) > 0);
            case 15 -> discard();
            case 16 -> choke();
            default -> stray();
        }
        verify();
    }

    /** Goes on with a seed and no more mishaps until everything wanted is here. */
    void finish() {
        if (peers.size() == MAX_PEERS) {
            leave();
        }
        join(true);
        int rounds = 0;
        while (!picker.isFinished()) {
            for (Peer peer : peers) {
                pick(peer, 4);
                requestsOf(peer).forEach(this::receive);
            }
            for (int piece = 0; piece < pieces; piece++) {
                if (picker.isWhole(piece)) {
                    settle(piece, true);
                }
            }
            verify();
            assertThat(rounds++).as("rounds until all is here").isLessThan(1_000);
        }
        assertThat(missing()).isEmpty();
    }

    private void join(boolean seed) {
        if (peers.size() == MAX_PEERS) {
            return;
        }
        int number = random.ints(0, 2 * MAX_PEERS)
                .filter(n -> peers.stream().noneMatch(peer -> peer.number == n))
                .findFirst()
                .orElseThrow();
        BitField has = new BitField(pieces);
        if (seed || random.nextInt(4) == 0) {
            has.setAll();
        } else {
            random.ints(random.nextInt(pieces + 1), 0, pieces).forEach(has::set);
        }
        peers.add(new Peer(number, has));
        picker.addPeer(has);
    }

    private void leave() {
        anyOf(peers).ifPresent(peer -> {
            picker.peerGone(peer.number);
            picker.removePeer(peer.has);
            peers.remove(peer);
            requests.removeAll(requestsOf(peer));
        });
    }

    private void choke() {
        anyOf(peers).ifPresent(peer -> {
            picker.peerGone(peer.number);
            requests.removeAll(requestsOf(peer));
        });
    }

    private void gain() {
        anyOf(peers).ifPresent(peer -> {
            int piece = random.nextInt(pieces);
            if (peer.has.set(piece)) {
                picker.peerHas(piece);
            }
        });
    }

    private void pick(Peer peer, int max) {
        List<Block> given = new ArrayList<>();
        int maxDuplicates = random.nextInt(max + 1);
        int[] duplicates = {0};
        picker.pick(peer.number, peer.has, max, maxDuplicates, random.nextBoolean(), block -> {
            checkGiven(peer, block);
            duplicates[0] += askedFor(block).isEmpty() ? 0 : 1;
            requests.add(new Request(peer.number, block));
            given.add(block);
        });
        assertThat(given).hasSizeLessThanOrEqualTo(max);
        assertThat(duplicates[0]).isLessThanOrEqualTo(maxDuplicates);
        if (given.size() < max) {
            assertThat(unrequested()).as("left for %s", peer).noneMatch(block -> peer.has.get(block.piece()));
            if (unrequested().isEmpty() && duplicates[0] < maxDuplicates) {
                assertThat(requests)
                        .extracting(Request::block)
                        .as("to be asked of %s too", peer)
                        .noneMatch(block -> peer.has.get(block.piece())
                                && isWanted(block.piece())
                                && askedFor(block).size() < OpenPiece.MAX_REQUESTS
                                && !askedFor(block).contains(peer.number));
            }
        }
    }

    private void checkGiven(Peer peer, Block block) {
        assertThat(peer.has.get(block.piece())).as("%s has %s", peer, block).isTrue();
        assertThat(isWanted(block.piece())).as("%s wanted", block).isTrue();
        assertThat(blocksOf(block.piece())).contains(block);
        assertThat(received).doesNotContain(block);
        List<Integer> asked = askedFor(block);
        if (asked.isEmpty()) {
            checkDeadline(peer, block);
        } else {
            assertThat(asked).doesNotContain(peer.number).hasSizeLessThan(OpenPiece.MAX_REQUESTS);
            assertThat(unrequested()).as("end-game only when all is requested").isEmpty();
        }
    }

    private void checkDeadline(Peer peer, Block block) {
        int rank = deadlines.getOrDefault(block.piece(), Integer.MAX_VALUE);
        assertThat(unrequested())
                .as("more urgent than %s of rank %d", block, rank)
                .noneMatch(other ->
                        peer.has.get(other.piece()) && deadlines.getOrDefault(other.piece(), Integer.MAX_VALUE) < rank);
    }

    private void receive(Request request) {
        List<Integer> cancelled = new ArrayList<>();
        assertThat(picker.received(request.peer, request.block, cancelled::add)).isTrue();
        requests.remove(request);
        assertThat(cancelled).containsExactlyElementsOf(askedFor(request.block));
        requests.removeIf(other -> other.block.equals(request.block));
        received.add(request.block);
    }

    private void release() {
        anyOf(requests).ifPresent(request -> {
            picker.released(request.peer, request.block);
            requests.remove(request);
        });
    }

    private void setPriority() {
        int piece = random.nextInt(pieces);
        PiecePriority priority = anyOf(List.of(PiecePriority.values())).orElseThrow();
        picker.setPriority(piece, priority);
        priorities.put(piece, priority);
    }

    private void setDeadline() {
        int piece = random.nextInt(pieces);
        if (random.nextBoolean()) {
            picker.clearDeadline(piece);
            deadlines.remove(piece);
        } else {
            int rank = random.nextInt(3);
            picker.setDeadline(piece, rank);
            if (!complete.contains(piece)) {
                deadlines.put(piece, rank);
            }
        }
    }

    private void check(boolean good) {
        int piece = random.nextInt(pieces);
        if (picker.isWhole(piece) || random.nextInt(10) == 0) {
            settle(piece, good);
        }
    }

    private void settle(int piece, boolean good) {
        requests.removeIf(request -> request.block.piece() == piece);
        received.removeIf(block -> block.piece() == piece);
        if (good) {
            picker.completed(piece);
            complete.add(piece);
            deadlines.remove(piece);
        } else {
            picker.invalidated(piece);
            complete.remove(piece);
        }
    }

    private void discard() {
        anyOf(List.copyOf(received)).ifPresent(block -> {
            picker.discarded(block);
            received.remove(block);
        });
    }

    /** What was never asked for changes nothing. */
    private void stray() {
        int peer = random.nextInt(2 * MAX_PEERS);
        Block block = new Block(
                random.nextInt(pieces + 1), random.nextInt(4) * Block.SIZE / 2, 1 + random.nextInt(2 * Block.SIZE));
        if (requests.contains(new Request(peer, block))) {
            return;
        }
        assertThat(picker.received(peer, block, _ -> {})).isFalse();
        picker.released(peer, block);
        if (!received.contains(block)) {
            picker.discarded(block);
        }
    }

    private void verify() {
        for (int piece = 0; piece < pieces; piece++) {
            int index = piece;
            assertThat(picker.availability(piece)).isEqualTo((int)
                    peers.stream().filter(peer -> peer.has.get(index)).count());
            assertThat(picker.isWhole(piece))
                    .as("piece %d is whole", piece)
                    .isEqualTo(!complete.contains(piece) && received.containsAll(blocksOf(piece)));
        }
        assertThat(picker.remaining()).isEqualTo(missing().size());
        assertThat(picker.isFinished()).isEqualTo(missing().isEmpty());
        peers.forEach(peer -> assertThat(picker.isInteresting(peer.has))
                .as("%s is interesting", peer)
                .isEqualTo(missing().stream().anyMatch(peer.has::get)));
        assertThat(Arrays.stream(picker.availability()).boxed())
                .hasSize(pieces)
                .allMatch(count -> count <= peers.size());
    }

    private boolean isWanted(int piece) {
        return !complete.contains(piece)
                && (priorities.getOrDefault(piece, PiecePriority.NORMAL) != PiecePriority.SKIP
                        || deadlines.containsKey(piece));
    }

    private List<Integer> missing() {
        List<Integer> wanted = new ArrayList<>();
        for (int piece = 0; piece < pieces; piece++) {
            if (isWanted(piece)) {
                wanted.add(piece);
            }
        }
        return wanted;
    }

    private List<Block> blocksOf(int piece) {
        int length = (int) Math.min(pieceLength, total - (long) piece * pieceLength);
        List<Block> blocks = new ArrayList<>();
        for (int offset = 0; offset < length; offset += Block.SIZE) {
            blocks.add(new Block(piece, offset, Math.min(Block.SIZE, length - offset)));
        }
        return blocks;
    }

    private List<Block> unrequested() {
        return missing().stream()
                .flatMap(piece -> blocksOf(piece).stream())
                .filter(block -> !received.contains(block) && askedFor(block).isEmpty())
                .toList();
    }

    private List<Request> requestsOf(Peer peer) {
        return requests.stream().filter(request -> request.peer == peer.number).toList();
    }

    private List<Integer> askedFor(Block block) {
        return requests.stream()
                .filter(request -> request.block.equals(block))
                .map(Request::peer)
                .toList();
    }

    private <T> Optional<T> anyOf(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private record Peer(int number, BitField has) {}

    private record Request(int peer, Block block) {}
}
