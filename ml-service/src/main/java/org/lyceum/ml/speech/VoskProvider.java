package org.lyceum.ml.speech;

import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.EngineProvider;
import org.vosk.LibVosk;
import org.vosk.LogLevel;

/** Hears recordings and live speech with Vosk. */
public final class VoskProvider implements EngineProvider {

    public static final String NAME = "vosk";

    @Override
    public Optional<EngineInfo> installed(EngineHome home) {
        if (!EngineHome.hasNatives()) {
            return Optional.empty();
        }
        NavigableMap<String, Path> models = VoskModels.of(home);
        return Optional.of(new EngineInfo(
                NAME,
                EngineInfo.Kind.SPEECH,
                models.values().stream()
                        .map(folder -> folder.getFileName().toString())
                        .collect(Collectors.joining(" ")),
                new TreeSet<>(models.keySet()),
                VoskModels.DEFAULT_LANGUAGE,
                true));
    }

    @Override
    public Engine open(EngineHome home) {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                home.natives().resolve("javacpp").toString());
        LibVosk.setLogLevel(LogLevel.WARNINGS);
        return new VoskEngine(VoskModels.of(home));
    }
}
