package org.lyceum.bittorrent.swarm;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * Somebody reads a file while it may still be coming in: the piece that the reader stands at, and a window after it,
 * get deadlines. Lives on the torrent's event loop, but for the two public methods.
 */
final class ContentReading implements ContentReader {

    /** Fetched ahead of the reader. */
    private static final int WINDOW_BYTES = 8 * 1024 * 1024;

    private static final int MOST_WINDOW_PIECES = 32;

    private final Content content;
    private final Executor loop;
    private final Executor disk;
    private final Executor answers;
    private Runnable closed = () -> {};
    private final Runnable deadlinesChanged;
    private final int file;
    private final long end;
    private final long fileOffset;
    private long position;
    private int windowFrom = -1;
    private int windowTo = -1;
    private @Nullable Waiting waiting;
    private @Nullable BitTorrentException failure;

    private record Waiting(int piece, int maxBytes, CompletableFuture<@Nullable ByteBuffer> answer) {}

    ContentReading(
            Content content,
            int file,
            long from,
            long to,
            Executor loop,
            Executor disk,
            Executor answers,
            Runnable deadlinesChanged) {
        this.content = content;
        this.file = file;
        this.position = from;
        this.end = to;
        this.loop = loop;
        this.disk = disk;
        this.answers = answers;
        this.deadlinesChanged = deadlinesChanged;
        this.fileOffset = content.info().files().get(file).offset();
    }

    @Override
    public CompletableFuture<@Nullable ByteBuffer> next(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + ": at least 1 is needed");
        }
        CompletableFuture<@Nullable ByteBuffer> answer = new CompletableFuture<>();
        loop.execute(() -> serve(maxBytes, answer));
        return answer;
    }

    private void serve(int maxBytes, CompletableFuture<@Nullable ByteBuffer> answer) {
        if (failure instanceof BitTorrentException reason) {
            answers.execute(() -> answer.completeExceptionally(reason));
            return;
        }
        if (position >= end) {
            answers.execute(() -> answer.complete(null));
            return;
        }
        int piece = pieceAt(position);
        moveWindow(piece);
        if (!content.verified().get(piece)) {
            waiting = new Waiting(piece, maxBytes, answer);
            return;
        }
        long from = position;
        int most = (int) Math.min(maxBytes, end - from);
        disk.execute(() -> {
            try {
                ByteBuffer bytes = content.read(file, from, most);
                loop.execute(() -> {
                    position = from + bytes.remaining();
                    answers.execute(() -> answer.complete(bytes));
                });
            } catch (RuntimeException e) {
                answers.execute(() -> answer.completeExceptionally(e));
            }
        });
    }

    /** Runs this when the reader is closed. */
    void onClose(Runnable action) {
        closed = action;
    }

    void pieceVerified(int piece) {
        if (waiting != null && waiting.piece == piece) {
            Waiting served = waiting;
            waiting = null;
            serve(served.maxBytes, served.answer);
        }
    }

    /** Ends the reading: this and every later question fails. */
    void fail(BitTorrentException reason) {
        failure = reason;
        if (waiting != null) {
            CompletableFuture<@Nullable ByteBuffer> answer = waiting.answer;
            waiting = null;
            answers.execute(() -> answer.completeExceptionally(reason));
        }
    }

    private int pieceAt(long positionInFile) {
        return (int) ((fileOffset + positionInFile) / content.info().pieceLength());
    }

    private void moveWindow(int first) {
        int ahead = Math.clamp(WINDOW_BYTES / content.info().pieceLength(), 1, MOST_WINDOW_PIECES);
        int last = Math.min(first + ahead, pieceAt(end - 1));
        if (first == windowFrom && last == windowTo) {
            return;
        }
        clearWindow();
        windowFrom = first;
        windowTo = last;
        deadlinesChanged.run();
    }

    /** Sets this reader's deadlines, after any reader moved: windows of several may overlap. */
    void applyDeadlines() {
        for (int piece = windowFrom; piece >= 0 && piece <= windowTo; piece++) {
            if (!content.verified().get(piece)) {
                content.picker().setDeadline(piece, piece - windowFrom);
            }
        }
    }

    private void clearWindow() {
        for (int piece = windowFrom; piece >= 0 && piece <= windowTo; piece++) {
            content.picker().clearDeadline(piece);
        }
        windowFrom = -1;
    }

    @Override
    public void close() {
        loop.execute(() -> {
            clearWindow();
            deadlinesChanged.run();
            fail(new BitTorrentException(BitTorrentException.Reason.CONFLICT, "the reader was closed"));
            closed.run();
        });
    }
}
