package org.lyceum.ml.engine;

import org.lyceum.ml.document.Utterance;

/** Somebody who is speaking, and what has been understood. */
public interface LiveSession extends AutoCloseable {

    /**
     * More of what is said.
     *
     * @param pcm signed 16 bit samples, little-endian, one channel
     */
    Heard accept(byte[] pcm);

    /** What is left once nothing more is said. */
    Utterance finish();

    @Override
    void close();

    /** What has been understood by now. */
    sealed interface Heard {

        /** The utterance so far; it may still change. */
        record Partial(String text) implements Heard {}

        /** An utterance that has ended. */
        record Ended(Utterance utterance) implements Heard {}
    }
}
