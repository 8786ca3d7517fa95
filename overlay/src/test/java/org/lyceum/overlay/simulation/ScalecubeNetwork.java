package org.lyceum.overlay.simulation;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.Member;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.cluster.transport.api.Message;
import io.scalecube.cluster.transport.api.MessageCodec;
import io.scalecube.cluster.transport.api.Transport;
import io.scalecube.net.Address;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Members of scalecube-cluster in its LAN configuration, on the network and in the virtual time that
 * {@link SimulatedNetwork} has. One at a time: Reactor takes its schedulers from a static place. Whom scalecube-cluster
 * picks it draws from randomness of its own, so no run repeats exactly.
 */
final class ScalecubeNetwork implements AutoCloseable {

    private static final int PORT = 4001;

    final List<SimulatedMember> members = new ArrayList<>();

    /** When each dead member was first called suspect in a gossip, and when the last live one removed it. */
    final Map<Address, Long> suspected = new HashMap<>();

    final Map<Address, Long> removed = new HashMap<>();

    /** How often a live member was removed, by one that lives. */
    int removedAlive;

    long messages;
    long bytes;
    boolean countBytes;

    private final Conditions conditions;
    private final RandomGenerator random;
    private final VirtualTime time = new VirtualTime(0);
    private final Map<Address, SimulatedMember> byAddress = new HashMap<>();

    ScalecubeNetwork(long seed, int size, int seeds, Conditions conditions) {
        this.conditions = conditions;
        random = new SplittableRandom(seed);
        Schedulers.setFactory(new Schedulers.Factory() {
            @Override
            public Scheduler newSingle(ThreadFactory threads) {
                return new VirtualScheduler(time);
            }
        });
        List<Address> seedAddresses =
                IntStream.range(0, seeds).mapToObj(ScalecubeNetwork::address).toList();
        for (int i = 0; i < size; i++) {
            SimulatedMember member = new SimulatedMember(address(i), seedAddresses);
            members.add(member);
            byAddress.put(member.address, member);
        }
    }

    private static Address address(int index) {
        return Address.create("node-" + index, PORT);
    }

    /** All come up, one after the other, within so many milliseconds. */
    void startAll(long within) {
        members.forEach(member -> time.at(now() + random.nextLong(within), member::join));
    }

    void run(long millis) {
        time.runUntil(now() + millis);
    }

    long now() {
        return time.now();
    }

    List<SimulatedMember> anyOf(List<SimulatedMember> from, int count) {
        List<SimulatedMember> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    @Override
    public void close() {
        Schedulers.resetFactory();
    }

    private void deliver(SimulatedMember from, Address address, Message message) {
        if (!from.running) {
            return;
        }
        messages++;
        if (countBytes) {
            bytes += encodedSize(message);
        }
        for (Message gossip : ScalecubeGossip.in(message)) {
            ScalecubeGossip.suspect(gossip)
                    .filter(member -> !isRunning(member))
                    .ifPresent(member -> suspected.putIfAbsent(member.address(), now()));
        }
        SimulatedMember to = byAddress.get(address);
        if (to == null || random.nextDouble() < conditions.loss()) {
            return;
        }
        long delay = conditions.minDelay() + random.nextLong(conditions.maxDelay() - conditions.minDelay() + 1);
        time.at(now() + delay, () -> to.receive(from, message));
    }

    private boolean isRunning(Member member) {
        SimulatedMember known = byAddress.get(member.address());
        return known != null && known.running;
    }

    private static int encodedSize(Message message) {
        int[] count = new int[1];
        try (OutputStream counting = new OutputStream() {
            @Override
            public void write(int value) {
                count[0]++;
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                count[0] += length;
            }
        }) {
            MessageCodec.INSTANCE.serialize(message, counting);
        } catch (Exception e) {
            throw new AssertionError(message.toString(), e);
        }
        return count[0];
    }

    /** A member, and the network as it sees it. */
    final class SimulatedMember implements Transport, ClusterMessageHandler {

        final Address address;

        /** By content; how many links it crossed. */
        final Map<String, Integer> received = new HashMap<>();

        boolean running;

        /** By correlation; an answer is for all who asked by the same one. */
        private final Map<String, List<MonoSink<Message>>> asked = new HashMap<>();

        private final Sinks.Many<Message> incoming = Sinks.many().multicast().directBestEffort();
        private final ClusterImpl cluster;

        private SimulatedMember(Address address, List<Address> seeds) {
            this.address = address;
            cluster = new ClusterImpl(ClusterConfig.defaultLanConfig())
                    .membership(membership -> membership.seedMembers(seeds))
                    .transportFactory(() -> _ -> this)
                    .handler((Cluster _) -> this);
        }

        private void join() {
            running = true;
            var _ = cluster.start().subscribe();
        }

        /** How many members it knows, itself among them. */
        int known() {
            return cluster.members().size();
        }

        void tell(String text) {
            received.put(text, 0);
            var _ = cluster.spreadGossip(Message.fromData(text)).subscribe();
        }

        private void receive(SimulatedMember from, Message message) {
            if (!running) {
                return;
            }
            for (Message gossip : ScalecubeGossip.in(message)) {
                if (gossip.data() instanceof String text) {
                    received.putIfAbsent(text, Objects.requireNonNull(from.received.get(text)) + 1);
                }
            }
            if (message.correlationId() != null) {
                List.copyOf(asked.getOrDefault(message.correlationId(), List.of()))
                        .forEach(sink -> sink.success(message));
            }
            incoming.emitNext(message, Sinks.EmitFailureHandler.FAIL_FAST);
        }

        @Override
        public void onMembershipEvent(MembershipEvent event) {
            if (event.isRemoved() && running) {
                if (isRunning(event.member())) {
                    removedAlive++;
                } else {
                    removed.put(event.member().address(), now());
                }
            }
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public Mono<Transport> start() {
            return Mono.just(this);
        }

        @Override
        public Mono<Void> stop() {
            return Mono.empty();
        }

        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public Flux<Message> listen() {
            return incoming.asFlux().onBackpressureBuffer();
        }

        @Override
        public Mono<Void> send(Address to, Message message) {
            return Mono.fromRunnable(() -> deliver(this, to, message));
        }

        @Override
        public Mono<Message> requestResponse(Address to, Message request) {
            return Mono.create(sink -> {
                List<MonoSink<Message>> waiting =
                        asked.computeIfAbsent(request.correlationId(), _ -> new ArrayList<>());
                waiting.add(sink);
                sink.onDispose(() -> {
                    waiting.remove(sink);
                    if (waiting.isEmpty()) {
                        asked.remove(request.correlationId(), waiting);
                    }
                });
                deliver(this, to, request);
            });
        }
    }
}
