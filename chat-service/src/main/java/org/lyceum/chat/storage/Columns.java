package org.lyceum.chat.storage;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.EntryCodec;
import org.lyceum.chat.replication.Position;

/** Reads rows; of columns that take no null. */
final class Columns {

    /** The columns that {@link #entry} reads. */
    static final String ENTRY = "epoch, seq, content";

    private Columns() {}

    static long number(Readable row, int column) {
        return ((Number) present(row.get(column))).longValue();
    }

    static String text(Readable row, int column) {
        return present(row.get(column, String.class));
    }

    static byte[] bytes(Readable row, int column) {
        return present(row.get(column, byte[].class));
    }

    static EventId event(Readable row) {
        return new EventId(number(row, 0), number(row, 1));
    }

    static Entry entry(Readable row) {
        return new Entry(new Position(number(row, 0), number(row, 1)), EntryCodec.decode(bytes(row, 2)));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "the column takes no null");
    }
}
