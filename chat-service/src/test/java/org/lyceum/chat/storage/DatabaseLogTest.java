package org.lyceum.chat.storage;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.replication.RoomLog;
import org.lyceum.chat.replication.RoomLogContract;

class DatabaseLogTest extends RoomLogContract {

    @TempDir
    private Path folder;

    private RoomsDatabase database;

    @Override
    protected RoomLog open() {
        database = RoomsDatabase.open(folder);
        return database.enter(RoomName.of("swe"), "SWE", 1).log(new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        database.close();
    }
}
