package org.lyceum.chat.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.outbox.OutboxDisk;
import org.lyceum.chat.outbox.OutboxDiskContract;

class DatabaseOutboxTest extends OutboxDiskContract {

    @TempDir
    private Path folder;

    private RoomsDatabase database;

    @Override
    protected OutboxDisk open() {
        database = RoomsDatabase.open(folder);
        return database.enter(RoomName.of("swe"), "SWE", 1).outbox();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
