package org.lyceum.chat.simulation;

import java.util.SplittableRandom;
import org.lyceum.chat.outbox.OutboxDisk;
import org.lyceum.chat.outbox.OutboxDiskContract;

/** What the simulation stores on is an outbox as any other. */
class MemoryDiskOutboxTest extends OutboxDiskContract {

    @Override
    protected OutboxDisk open() {
        return new MemoryDisk(new SplittableRandom(1), new Power());
    }
}
