package org.lyceum.chat.storage;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.h2.H2ConnectionOption;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.direct.LetterDisk;
import org.lyceum.chat.events.RoomName;
import org.lyceum.overlay.codec.MalformedMessageException;
import reactor.core.publisher.Mono;

/**
 * The rooms of a node on its disk. What is written can be read at once, and survives a crash of the process or the
 * machine once {@link #sync} has returned; until then no part of it does. So whoever writes several things that belong
 * together, and tells of none before, pays for the disk once.
 *
 * <p>For one thread at a time, but for {@link #reader}.
 */
public final class RoomsDatabase implements AutoCloseable {

    /** In KiB; the operating system caches the file too. */
    private static final String CACHE = "8192";

    private final ConnectionFactory connections;
    private final String file;
    private final Session session;
    private boolean isChanged;
    private boolean isUrgent;

    private RoomsDatabase(ConnectionFactory connections, String file) {
        this.connections = connections;
        this.file = file;
        this.session = connect();
        session.begin();
    }

    /**
     * Opens the database, or makes it.
     *
     * @param folder of the node's databases
     * @throws StorageException when it cannot be read or written, or another process uses it
     */
    public static RoomsDatabase open(Path folder) {
        Path base = folder.toAbsolutePath().resolve("rooms");
        String file = base + ".mv.db";
        try {
            Files.createDirectories(folder);
            Flyway.configure(RoomsDatabase.class.getClassLoader())
                    .dataSource("jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(base), "sa", "")
                    .locations("classpath:org/lyceum/chat/storage")
                    .load()
                    .migrate();
            return new RoomsDatabase(
                    new H2ConnectionFactory(H2ConnectionConfiguration.builder()
                            .file(base.toString())
                            .username("sa")
                            .property(H2ConnectionOption.DB_CLOSE_ON_EXIT, "FALSE")
                            .property("CACHE_SIZE", CACHE)
                            .build()),
                    file);
        } catch (FlywayException | R2dbcException | MalformedMessageException e) {
            throw new StorageException("the rooms' database %s cannot be used: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the rooms' database " + file, e);
        }
    }

    private Session connect() {
        return new Session(Mono.from(connections.create()).blockOptional().orElseThrow(), file);
    }

    /** A view of its own, for another thread: what {@link #sync} has returned for. */
    public RoomsReader reader() {
        return new RoomsReader(connect());
    }

    /** The rooms that the node is in, in the order in which it first entered them. */
    public List<StoredRoom> rooms() {
        return session
                .select(row -> RoomName.of(text(row.get(0))), "select name from room where entered order by id")
                .stream()
                .map(this::find)
                .toList();
    }

    /**
     * Makes a room one that the node is in.
     *
     * @param title shown when the room is new; an old one keeps its own
     * @param logId random
     */
    public StoredRoom enter(RoomName name, String title, long logId) {
        if (change("update room set entered = true where name = $1", name.key()) == 0) {
            change(
                    "insert into room (name, title, entered, log_id, pledge, committed, read_up_to)"
                            + " values ($1, $2, true, $3, $4, 0, 0)",
                    name.key(),
                    title,
                    logId,
                    new byte[0]);
        }
        return find(name);
    }

    /** The room is no longer one that the node is in; what it holds of it stays. */
    public void leave(RoomName name) {
        change("update room set entered = false where name = $1", name.key());
    }

    private StoredRoom find(RoomName name) {
        return session.select(
                        row -> new StoredRoom(this, name, number(row.get(0, Integer.class)), text(row.get(1))),
                        "select id, title from room where name = $1",
                        name.key())
                .getFirst();
    }

    /** Direct messages. */
    public LetterDisk letters() {
        return new DatabaseLetters(this);
    }

    Session session() {
        return session;
    }

    /** Changes something that counts: nothing may be told of it before {@link #sync}. */
    long change(String sql, @Nullable Object... arguments) {
        isUrgent = true;
        return changeLater(sql, arguments);
    }

    void changeAll(String sql, List<@Nullable Object[]> rows) {
        isUrgent = true;
        isChanged = true;
        session.changeAll(sql, rows);
    }

    /** Changes something that may be forgotten in a crash. */
    long changeLater(String sql, @Nullable Object... arguments) {
        isChanged = true;
        return session.change(sql, arguments);
    }

    /** Has everything that was written survive; touches the disk only when something counts. */
    public void sync() {
        if (isChanged) {
            session.commit();
            if (isUrgent) {
                // a commit alone stays in memory for half a second, then goes to a cache of the operating system
                session.change("checkpoint sync");
            }
            isUrgent = false;
            isChanged = false;
            session.begin();
        }
    }

    /** Forgets what was written since {@link #sync}: whoever has seen it has to begin anew. */
    public void rollback() {
        isUrgent = false;
        isChanged = false;
        session.rollback();
        session.begin();
    }

    @Override
    public void close() {
        sync();
        session.rollback();
        session.close();
    }

    private static int number(@Nullable Integer value) {
        if (value == null) {
            throw new IllegalStateException("the column takes no null");
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
