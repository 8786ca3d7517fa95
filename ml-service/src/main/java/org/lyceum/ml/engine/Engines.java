package org.lyceum.ml.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.lyceum.ml.engine.EngineInfo.Kind;
import org.lyceum.ml.engine.MlException.Reason;

/** The engines of this node. Models may be added while it runs, so they are looked up at each question. */
public final class Engines {

    private final EngineHome home;

    public Engines(EngineHome home) {
        this.home = home;
    }

    /** The highest in rank first. */
    public List<EngineInfo> installed() {
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(EngineProvider::rank).reversed())
                .map(provider -> provider.installed(home))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The engine that follows those who speak.
     *
     * @throws MlException when there is none
     */
    public EngineInfo live() {
        return installed().stream()
                .filter(EngineInfo::live)
                .findFirst()
                .orElseThrow(() -> new MlException(Reason.UNAVAILABLE, "no engine that follows speech is installed"));
    }

    /**
     * An engine of a kind.
     *
     * @param name empty for the one that ranks highest
     * @throws MlException when there is none, or not this one
     */
    public EngineInfo of(Kind kind, String name) {
        List<EngineInfo> fitting =
                installed().stream().filter(info -> info.kind() == kind).toList();
        if (fitting.isEmpty()) {
            throw new MlException(
                    Reason.UNAVAILABLE, "no engine is installed: there are natives for Linux on x86-64 alone");
        }
        return fitting.stream()
                .filter(info -> name.isEmpty() || info.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MlException(
                        Reason.UNSUPPORTED,
                        "engine '%s' is not installed, there is %s"
                                .formatted(
                                        name,
                                        fitting.stream().map(EngineInfo::name).collect(Collectors.joining(", ")))));
    }
}
