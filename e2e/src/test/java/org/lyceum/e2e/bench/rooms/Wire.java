package org.lyceum.e2e.bench.rooms;

import java.nio.ByteBuffer;

/** What is said and heard on the connections of one server. */
interface Wire {

    /** What a reader sends when it is connected. */
    byte[] greeting();

    /** What a writer sends when it is connected. */
    byte[] writerGreeting();

    /** A message, of so many bytes of text. */
    byte[] message(long number, long nanos, int textBytes);

    /**
     * Takes whole frames from the buffer, and leaves the rest.
     *
     * @param answers gets what is to be sent in answer
     * @return false when the server closes
     */
    boolean take(ByteBuffer in, Marks.Reader reader, Latencies latencies, long now, ByteBuffer answers);
}
