package org.lyceum.bittorrent.swarm;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.rate.TokenBucket;

/**
 * What one connection may still transfer in one direction, by the limits of its torrent and of the engine. Bytes are
 * paid for before they are asked for or sent; those that come all the same leave a debt. Lives on the torrent's event
 * loop.
 */
final class Allowance {

    private final RateLimit torrent;
    private final RateLimit engine;
    private final Executor loop;
    private final Runnable granted;
    private boolean limited;
    private boolean closed;
    private long balance;
    private @Nullable Asking asking;

    /** @param granted called when there is something again after {@link #permits} said no */
    Allowance(RateLimit torrent, RateLimit engine, Executor loop, Runnable granted) {
        this.torrent = torrent;
        this.engine = engine;
        this.loop = loop;
        this.granted = granted;
        limited = torrent.isLimited() || engine.isLimited();
    }

    /** Bytes per second, of both limits the lower; 0 for none. */
    long rate() {
        return torrent.isLimited() && engine.isLimited()
                ? Math.min(torrent.rate(), engine.rate())
                : Math.max(torrent.rate(), engine.rate());
    }

    boolean isLimited() {
        return limited;
    }

    /**
     * Whether a block may be transferred now; if not, some of {@code wanted} bytes are asked for.
     *
     * @param wanted what could be used at once
     */
    boolean permits(long wanted) {
        if (!limited) {
            return true;
        }
        while (balance <= 0 && asking == null && !closed) {
            new Asking().start(Math.max(wanted, 1) - balance);
        }
        return balance > 0;
    }

    /** How many of so many blocks may be transferred now; the others are asked for. */
    int blocks(int wanted) {
        if (!limited) {
            return wanted;
        }
        return permits((long) wanted * Block.SIZE)
                ? (int) Math.min(wanted, (balance + Block.SIZE - 1) / Block.SIZE)
                : 0;
    }

    void spend(long bytes) {
        if (limited) {
            balance -= bytes;
        }
    }

    /** Bytes that were paid for and will not be transferred. */
    void refund(long bytes) {
        if (limited) {
            balance += bytes;
        }
    }

    /** True while a block or more was transferred that is not paid for; it is being paid off from now on. */
    boolean isInDebt() {
        if (owesABlock()) {
            permits(1);
        }
        return owesABlock();
    }

    private boolean owesABlock() {
        return limited && balance <= -Block.SIZE;
    }

    /** Gives back what was granted and is not used. */
    void surrender() {
        if (limited && balance > 0) {
            torrent.giveBack(balance);
            engine.giveBack(balance);
            balance = 0;
        }
    }

    /**
     * Takes note of changed limits.
     *
     * @param underWay bytes on their way, paid for if there was a limit
     */
    void limitsChanged(long underWay) {
        boolean now = torrent.isLimited() || engine.isLimited();
        if (now != limited) {
            limited = now;
            balance = now ? -underWay : 0;
            withdraw();
        }
    }

    /** @param unused bytes that were paid for and will not be transferred */
    void close(long unused) {
        closed = true;
        refund(unused);
        surrender();
        withdraw();
    }

    private void withdraw() {
        if (asking != null) {
            asking.withdraw();
            asking = null;
        }
    }

    /** One request for bytes, first to the torrent, then for what that grants to the engine. */
    private final class Asking {

        private final TokenBucket.Claim ofTorrent = bytes -> loop.execute(() -> grantedByTorrent(bytes));
        private final TokenBucket.Claim ofEngine = bytes -> loop.execute(() -> grantedByEngine(bytes));
        private long fromTorrent;

        void start(long wanted) {
            asking = this;
            long bytes = torrent.take(ofTorrent, wanted);
            if (bytes > 0) {
                fromTorrent = bytes;
                take(engine.take(ofEngine, bytes));
            }
        }

        private void grantedByTorrent(long bytes) {
            if (asking != this) {
                torrent.giveBack(bytes);
                return;
            }
            fromTorrent = bytes;
            long passed = engine.take(ofEngine, bytes);
            if (passed > 0) {
                grantedByEngine(passed);
            }
        }

        private void grantedByEngine(long bytes) {
            if (asking != this) {
                engine.giveBack(bytes);
                return;
            }
            take(bytes);
            if (!isInDebt()) {
                granted.run();
                surrender();
            }
        }

        private void take(long bytes) {
            if (bytes > 0) {
                asking = null;
                torrent.giveBack(fromTorrent - bytes);
                balance += bytes;
            }
        }

        void withdraw() {
            torrent.withdraw(ofTorrent);
            engine.withdraw(ofEngine);
            torrent.giveBack(fromTorrent);
        }
    }
}
