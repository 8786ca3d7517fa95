package org.lyceum.chat.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.replication.RoomLog;
import org.lyceum.chat.replication.RoomLogContract;

class DatabaseLogTest extends RoomLogContract {

    @TempDir
    private Path folder;

    private final List<RoomsDatabase> opened = new ArrayList<>();

    @Override
    protected RoomLog open() {
        RoomsDatabase database = RoomsDatabase.open(folder);
        opened.add(database);
        return database.enter(RoomName.of("swe"), "SWE", 1).log(new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        opened.forEach(RoomsDatabase::close);
    }
}
