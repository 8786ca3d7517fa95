package org.lyceum.ml.engine;

import java.nio.file.Path;
import org.lyceum.ml.document.Document;

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
     * Writes pages that it has read as a PDF that looks as they do and can be searched.
     *
     * @param media that they were read from
     * @param target a file to be made
     * @throws MlException when this engine cannot, or the file cannot be written
     */
    default void writePdf(Path media, Document.Pages read, Limits limits, Path target) {
        throw new MlException(MlException.Reason.UNSUPPORTED, "this engine reads no pages");
    }

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
