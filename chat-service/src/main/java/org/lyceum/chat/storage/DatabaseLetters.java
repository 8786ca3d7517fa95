package org.lyceum.chat.storage;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.direct.LetterDisk;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/** {@link LetterDisk} in the database. */
final class DatabaseLetters implements LetterDisk {

    private static final String LETTER = "number, peer, waiting, content";

    private final RoomsDatabase database;

    DatabaseLetters(RoomsDatabase database) {
        this.database = database;
    }

    private static Letter letter(Readable row) {
        return new Letter(
                Columns.number(row, 0),
                new PeerId(Columns.text(row, 1)),
                Boolean.TRUE.equals(row.get(2, Boolean.class)),
                SignedEvent.decode(Columns.bytes(row, 3)));
    }

    @Override
    public Optional<Letter> add(PeerId with, SignedEvent event, Optional<String> key, boolean waiting) {
        if (find(with, event.id()).isPresent()) {
            return Optional.empty();
        }
        database.change(
                "insert into direct (peer, event_high, event_low, client_key, waiting, content)"
                        + " values ($1, $2, $3, $4, $5, $6)",
                with.toString(),
                event.id().high(),
                event.id().low(),
                key.orElse(null),
                waiting,
                event.encode());
        return find(with, event.id());
    }

    private Optional<Letter> find(PeerId with, EventId event) {
        return database
                .session()
                .select(
                        DatabaseLetters::letter,
                        "select " + LETTER + " from direct where peer = $1 and event_high = $2 and event_low = $3",
                        with.toString(),
                        event.high(),
                        event.low())
                .stream()
                .findAny();
    }

    @Override
    public Optional<Letter> find(PeerId with, String key) {
        return database
                .session()
                .select(
                        DatabaseLetters::letter,
                        "select " + LETTER + " from direct where peer = $1 and client_key = $2",
                        with.toString(),
                        key)
                .stream()
                .findAny();
    }

    @Override
    public void arrived(PeerId at, Collection<EventId> events) {
        for (EventId event : events) {
            database.change(
                    "update direct set waiting = false where peer = $1 and event_high = $2 and event_low = $3",
                    at.toString(),
                    event.high(),
                    event.low());
        }
    }

    @Override
    public List<PeerId> addressees() {
        return database.session()
                .select(
                        row -> new PeerId(Columns.text(row, 0)),
                        "select distinct peer from direct where waiting = true");
    }

    @Override
    public List<SignedEvent> waiting(PeerId to, int maxEvents) {
        return database.session()
                .select(
                        row -> SignedEvent.decode(Columns.bytes(row, 0)),
                        "select content from direct where peer = $1 and waiting = true order by number"
                                + " fetch first $2 rows only",
                        to.toString(),
                        maxEvents);
    }

    @Override
    public long count(PeerId with) {
        return database.session()
                .select(row -> Columns.number(row, 0), "select count(*) from direct where peer = $1", with.toString())
                .getFirst();
    }

    @Override
    public List<Letter> conversations() {
        return database.session()
                .select(
                        DatabaseLetters::letter,
                        "select " + LETTER + " from direct where number in"
                                + " (select max(number) from direct group by peer) order by number desc");
    }

    @Override
    public List<Letter> conversation(PeerId with, long before, int limit) {
        return database.session()
                .select(
                        DatabaseLetters::letter,
                        "select " + LETTER + " from direct where peer = $1 and number < $2 order by number desc"
                                + " fetch first $3 rows only",
                        with.toString(),
                        before,
                        limit)
                .reversed();
    }
}
