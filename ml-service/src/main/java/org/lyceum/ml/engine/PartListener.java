package org.lyceum.ml.engine;

import org.lyceum.ml.document.Part;

/** Who wants what an engine reads. Called by the engine's thread, in the order of the file. */
public interface PartListener {

    void part(Part part);

    /**
     * How far it is.
     *
     * @param share of the whole, 0 to 1
     * @param doing what is being done, for people
     */
    void progress(double share, String doing);

    /** Whether to stop; asked between parts and at least every few seconds of work. */
    boolean isCancelled();

    /**
     * Goes on, or not.
     *
     * @throws MlException when it is to stop
     */
    default void checkCancelled() {
        if (isCancelled()) {
            throw new MlException(MlException.Reason.CANCELLED, "called off");
        }
    }

    /** One who wants nothing and stops nothing. */
    static PartListener nobody() {
        return new PartListener() {

            @Override
            public void part(Part part) {
                // unwanted
            }

            @Override
            public void progress(double share, String doing) {
                // unwanted
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
    }
}
