package org.lyceum.ml.engine;

import java.nio.file.Path;

/** Native code that reads one kind of media. Used by one thread. */
public interface Engine extends AutoCloseable {

    /**
     * Reads a whole file.
     *
     * @param listener gets each part as soon as it is read
     * @throws MlException when the file cannot be read, is larger than allowed, or the listener had enough
     */
    Summary read(Path media, Settings settings, PartListener listener);

    /**
     * Listens to somebody who is speaking.
     *
     * @param sampleRate of the audio to come, in Hz
     * @throws MlException when this engine cannot
     */
    default LiveSession listen(int sampleRate) {
        throw new MlException(MlException.Reason.UNSUPPORTED, "this engine does not follow live speech");
    }

    @Override
    void close();
}
