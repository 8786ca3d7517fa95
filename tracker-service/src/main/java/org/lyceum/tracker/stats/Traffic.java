package org.lyceum.tracker.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by what became of them. Thread-safe. */
public final class Traffic {

    public enum Kind {
        CONNECT,
        ANNOUNCE,
        SCRAPE,
        /** Answered with an error. */
        REFUSED,
        /** No request of the protocol: answered with silence. */
        MALFORMED,
        /** Without a valid connection id: answered with silence. */
        UNPROVEN,
        /** Not answered because answers could not be sent fast enough, or at all. */
        UNANSWERED
    }

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    public Traffic() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    public void count(Kind kind) {
        adder(kind).increment();
    }

    public long total(Kind kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(Kind kind) {
        LongAdder adder = counts.get(kind);
        if (adder == null) {
            throw new IllegalStateException("every kind has its adder");
        }
        return adder;
    }
}
