package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.picker.PiecePicker;
import org.lyceum.bittorrent.picker.PiecePriority;
import org.lyceum.bittorrent.storage.FileLayout;
import org.lyceum.bittorrent.storage.TorrentStorage;
import org.lyceum.bittorrent.swarm.PieceAssembly.SentBlock;

/**
 * The pieces of a torrent whose metadata is known: which are verified, which are coming in, where they go. A piece
 * becomes {@code verified} only after it was hashed and written. Lives on the torrent's event loop; what it gives to
 * the disk lane comes back to the loop.
 */
final class Content {

    /** Whole pieces that may wait for the disk before we stop reading from sockets, and when we go on. */
    private static final int WRITE_HIGH = 32 * 1024 * 1024;

    private static final int WRITE_LOW = 16 * 1024 * 1024;

    /** Memory for pieces that are coming in; more are opened only when a peer cannot help with any of them. */
    private static final int ASSEMBLY_BUDGET = 64 * 1024 * 1024;

    private static final int FEWEST_OPEN = 4;

    /** What happens to the torrent as pieces come and go. */
    interface Owner {
        void pieceVerified(int piece);

        void guilty(Set<PeerConnection> peers);

        void storageFailed(BitTorrentException failure);

        void setReading(boolean reading);

        void cancelElsewhere(Block block, int peer);
    }

    private final InfoDictionary info;
    private final FileLayout layout;
    private final TorrentStorage storage;
    private final ResumeKeeper resume;
    private final PiecePicker picker;
    private final BitField verified;
    private final FilePriority[] priorities;
    private final Executor lane;
    private final Executor loop;
    private final Owner owner;
    private final Map<Integer, PieceAssembly> assemblies = new HashMap<>();
    private final PoisonProof poison = new PoisonProof();
    private long verifiedBytes;
    private int waitingForDisk;
    private boolean holdingBack;

    Content(
            InfoDictionary info,
            TorrentStorage storage,
            ResumeKeeper resume,
            PiecePicker picker,
            Executor lane,
            Executor loop,
            Owner owner) {
        this.info = info;
        this.layout = storage.layout();
        this.storage = storage;
        this.resume = resume;
        this.picker = picker;
        this.lane = lane;
        this.loop = loop;
        this.owner = owner;
        verified = new BitField(info.pieceCount());
        priorities = new FilePriority[info.files().size()];
        Arrays.fill(priorities, FilePriority.NORMAL);
        picker.setPartialLimit(Math.max(FEWEST_OPEN, ASSEMBLY_BUDGET / info.pieceLength()));
    }

    /** Takes up what was remembered: priorities by file, and the pieces that are good on disk. */
    void restore(List<Integer> priorityCodes, BitField trusted) {
        for (int file = 0; file < priorityCodes.size() && file < priorities.length; file++) {
            FilePriority priority = FilePriority.ofCode(priorityCodes.get(file));
            if (priority != FilePriority.NORMAL) {
                setPriority(file, priority);
            }
        }
        for (int piece = trusted.nextSet(0); piece >= 0; piece = trusted.nextSet(piece + 1)) {
            markVerified(piece);
        }
    }

    InfoDictionary info() {
        return info;
    }

    TorrentStorage storage() {
        return storage;
    }

    PiecePicker picker() {
        return picker;
    }

    BitField verified() {
        return verified;
    }

    long verifiedBytes() {
        return verifiedBytes;
    }

    boolean isFinished() {
        return picker.isFinished();
    }

    /** Every piece of every file, also those that are not wanted. */
    boolean isSeed() {
        return verified.isFull();
    }

    /** A piece is good on disk. */
    void markVerified(int piece) {
        if (verified.set(piece)) {
            verifiedBytes += info.lengthOf(piece);
            picker.completed(piece);
        }
    }

    /** Takes every piece as not here, before everything on disk is hashed again. */
    void forgetAll() {
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            verified.clear(piece);
            picker.invalidated(piece);
        }
        verifiedBytes = 0;
    }

    boolean canServe(Block block) {
        return verified.get(block.piece()) && block.end() <= info.lengthOf(block.piece());
    }

    /** A block came from a peer that was asked for it; takes over the reference to {@code data}. */
    void received(PeerConnection from, Block block, ByteBuf data) {
        if (!picker.received(from.number(), block, other -> owner.cancelElsewhere(block, other))) {
            data.release();
            return;
        }
        PieceAssembly assembly = assemblyOf(block.piece(), picker.attempt(block.piece()));
        assembly.add(block, data, from, lane);
        if (assembly.isWhole()) {
            assemblies.remove(block.piece());
            waitingForDisk += assembly.length();
            holdBack();
            boolean suspected = poison.suspects(assembly.piece());
            lane.execute(() -> finish(assembly, suspected));
        }
    }

    private PieceAssembly assemblyOf(int piece, long attempt) {
        PieceAssembly begun = assemblies.get(piece);
        if (begun != null && begun.attempt() == attempt) {
            return begun;
        }
        if (begun != null) {
            lane.execute(begun::release);
        }
        PieceAssembly assembly = new PieceAssembly(piece, info.lengthOf(piece), attempt);
        assemblies.put(piece, assembly);
        return assembly;
    }

    private void finish(PieceAssembly assembly, boolean suspected) {
        int piece = assembly.piece();
        boolean good = info.hashMatches(piece, assembly.hash());
        List<SentBlock> sent = good && !suspected ? List.of() : assembly.sentBlocks();
        BitTorrentException failure = null;
        try {
            if (good) {
                resume.write(storage, piece, assembly.buffers());
            }
        } catch (BitTorrentException e) {
            failure = e;
        } finally {
            assembly.release();
        }
        BitTorrentException outcome = failure;
        loop.execute(() -> finished(assembly, good, sent, outcome));
    }

    private void finished(
            PieceAssembly assembly, boolean good, List<SentBlock> sent, @Nullable BitTorrentException failure) {
        int piece = assembly.piece();
        waitingForDisk -= assembly.length();
        holdBack();
        if (failure != null) {
            picker.invalidated(piece);
            owner.storageFailed(failure);
        } else if (good) {
            markVerified(piece);
            owner.guilty(poison.proven(piece, sent));
            owner.pieceVerified(piece);
        } else {
            // before anybody is banned, since that asks the others for more
            Set<PeerConnection> guilty = poison.failed(piece, sent);
            if (guilty.isEmpty()) {
                picker.suspected(piece);
            } else {
                picker.invalidated(piece);
            }
            owner.guilty(guilty);
        }
    }

    private void holdBack() {
        boolean hold = waitingForDisk > (holdingBack ? WRITE_LOW : WRITE_HIGH);
        if (hold != holdingBack) {
            holdingBack = hold;
            owner.setReading(!hold);
        }
    }

    boolean isHoldingBack() {
        return holdingBack;
    }

    /** Drops what is coming in, when the torrent pauses or fails; verified pieces stay. */
    void dropAssemblies() {
        List<PieceAssembly> dropped = new ArrayList<>(assemblies.values());
        assemblies.clear();
        dropped.forEach(assembly -> picker.invalidated(assembly.piece()));
        lane.execute(() -> dropped.forEach(PieceAssembly::release));
    }

    /** @throws BitTorrentException for an index that is no file's, or that of padding */
    void requireFile(int index) {
        int files = info.files().size();
        if (index < 0 || index >= files) {
            throw new BitTorrentException(
                    Reason.NOT_FOUND, "file %d: the torrent has files 0 to %d".formatted(index, files - 1));
        }
        if (info.files().get(index).padding()) {
            throw new BitTorrentException(
                    Reason.NOT_FOUND, "file %d is padding between others, and no file of its own".formatted(index));
        }
    }

    void setPriority(int file, FilePriority priority) {
        priorities[file] = priority;
        int first = layout.firstPiece(file);
        for (int piece = first; first >= 0 && piece <= layout.lastPiece(file); piece++) {
            picker.setPriority(piece, priorityOf(piece));
        }
    }

    /** The highest of the files that the piece is part of; padding has no say. */
    private PiecePriority priorityOf(int piece) {
        FilePriority highest = FilePriority.SKIP;
        for (var span : layout.spans(piece, 0, info.lengthOf(piece))) {
            FilePriority priority = priorities[span.file()];
            boolean higher = !info.files().get(span.file()).padding() && priority.compareTo(highest) > 0;
            highest = higher ? priority : highest;
        }
        return PiecePriority.valueOf(highest.name());
    }

    /** One for each file, as resume data calls them. */
    List<Integer> priorityCodes() {
        return Arrays.stream(priorities).map(FilePriority::code).toList();
    }

    /** All but padding, which is nobody's business; the others keep their index. */
    List<FileStatus> files() {
        List<FileStatus> files = new ArrayList<>(priorities.length);
        for (int i = 0; i < priorities.length; i++) {
            var file = info.files().get(i);
            if (file.padding()) {
                continue;
            }
            String path = String.join("/", file.path());
            files.add(new FileStatus(
                    i,
                    info.multiFile() ? info.name() + "/" + path : path,
                    file.length(),
                    layout.completedBytes(i, verified),
                    priorities[i],
                    storage.location(i)));
        }
        return files;
    }

    /** Bytes {@code position} and on of a file, up to {@code most} and to the end of its piece; on a disk thread. */
    ByteBuffer read(int file, long position, int most) {
        long at = info.files().get(file).offset() + position;
        int piece = (int) (at / info.pieceLength());
        int offset = (int) (at % info.pieceLength());
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(most, info.lengthOf(piece) - offset));
        storage.read(piece, offset, bytes);
        return bytes.flip();
    }
}
