package org.lyceum.bittorrent.swarm;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.storage.FilePool;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.tracker.UdpTrackerClient;

/**
 * What every torrent of an engine shares.
 *
 * @param port TCP port that peers reach us at
 * @param files folder of content
 * @param slots of all connections
 * @param blocked whether an address is one that we have nothing to do with
 * @param disk threads for disk work
 * @param answers completes futures of callers, who may then do as they like, away from event loops
 * @param limits what all torrents together may transfer
 * @param ticker nanoseconds that only ever grow, for rates and time-outs; {@code clock} is for dates
 * @param random thread-safe
 * @param ownTrackers announce URLs that every torrent gets which is not private, besides its own, as they are now
 * @param publish tells every subscriber
 */
record EngineContext(
        EngineSettings settings,
        PeerId peerId,
        int port,
        Path files,
        ConnectionSlots slots,
        Predicate<InetAddress> blocked,
        Executor disk,
        Executor answers,
        TransferLimits limits,
        FilePool pool,
        ResumeStore store,
        Downloads downloads,
        CheckQueue checks,
        UdpTrackerClient trackers,
        Dialler dialler,
        InstantSource clock,
        LongSupplier ticker,
        RandomGenerator random,
        Supplier<List<String>> ownTrackers,
        Consumer<TorrentEvent> publish) {}
