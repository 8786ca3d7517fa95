package org.lyceum.ml.engine;

import java.util.Optional;

/** One engine of those on the class path, found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /**
     * The engine as it is installed, without loading native code; empty where this machine has no natives for it, or its
     * model is not there.
     */
    Optional<EngineInfo> installed(EngineHome home);

    /** Of several engines of a kind, the one that ranks highest is taken when none is named. */
    default int rank() {
        return 0;
    }

    /**
     * Loads natives and model; takes up to a few seconds.
     *
     * @throws MlException when that fails
     */
    Engine open(EngineHome home);
}
