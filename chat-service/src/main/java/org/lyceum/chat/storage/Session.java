package org.lyceum.chat.storage;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A connection to the embedded database, which answers on the calling thread. For one thread at a time. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final String file;

    /** @param file as messages name it */
    Session(Connection connection, String file) {
        this.connection = connection;
        this.file = file;
    }

    /** Returns how many rows have changed. */
    long change(String sql, @Nullable Object... arguments) {
        return run(Flux.from(bound(sql, arguments).execute())
                        .flatMap(Result::getRowsUpdated)
                        .reduce(0L, Long::sum))
                .getFirst();
    }

    /** The same change with several arguments. */
    void changeAll(String sql, List<@Nullable Object[]> rows) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                statement.add();
            }
            bind(statement, rows.get(i));
        }
        run(Flux.from(statement.execute()).flatMap(Result::getRowsUpdated));
    }

    <T> List<T> select(Function<Readable, T> read, String sql, @Nullable Object... arguments) {
        return run(Flux.from(bound(sql, arguments).execute()).concatMap(result -> result.map(read)));
    }

    void begin() {
        run(connection.setAutoCommit(false));
        run(connection.beginTransaction());
    }

    void commit() {
        run(connection.commitTransaction());
    }

    void rollback() {
        run(connection.rollbackTransaction());
    }

    @Override
    public void close() {
        run(connection.close());
    }

    private Statement bound(String sql, @Nullable Object... arguments) {
        return bind(connection.createStatement(sql), arguments);
    }

    private static Statement bind(Statement statement, @Nullable Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument == null) {
                statement.bindNull(i, Long.class);
            } else {
                statement.bind(i, argument);
            }
        }
        return statement;
    }

    private <T> List<T> run(Publisher<T> what) {
        try {
            List<T> all = Flux.from(what).collectList().block();
            return all == null ? List.of() : all;
        } catch (R2dbcException e) {
            throw new StorageException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
