package org.lyceum.chat.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.outbox.OutboxDisk;
import org.lyceum.chat.outbox.OutboxDiskContract;

class DatabaseOutboxTest extends OutboxDiskContract {

    @TempDir
    private Path folder;

    private final List<RoomsDatabase> opened = new ArrayList<>();

    @Override
    protected OutboxDisk open() {
        RoomsDatabase database = RoomsDatabase.open(folder);
        opened.add(database);
        return database.enter(RoomName.of("swe"), "SWE", 1).outbox();
    }

    @AfterEach
    void close() {
        opened.forEach(RoomsDatabase::close);
    }
}
