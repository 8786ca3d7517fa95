package org.lyceum.chat.simulation;

import java.util.SplittableRandom;
import org.lyceum.chat.replication.RoomLog;
import org.lyceum.chat.replication.RoomLogContract;

/** What the simulation stores on is a log as any other. */
class MemoryDiskTest extends RoomLogContract {

    @Override
    protected RoomLog open() {
        return new MemoryDisk(new SplittableRandom(1), new Power());
    }
}
