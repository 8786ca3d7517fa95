package org.lyceum.ml.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.Resources;

/** The models of Vosk: the English one of the artifact, and others that somebody put beside it. */
final class VoskModels {

    static final String DEFAULT_LANGUAGE = "en";

    private static final String BUNDLED = "vosk-model-en-0.3.45";

    /** As the models that Vosk publishes are named: {@code vosk-model-small-de-0.15}. */
    private static final Pattern NAME = Pattern.compile("vosk-model-(?:small-)?([a-z]+(?:-[a-z]+)*)-[0-9].*");

    private VoskModels() {}

    /** Folders by language. */
    static NavigableMap<String, Path> of(EngineHome home) {
        NavigableMap<String, Path> models = new TreeMap<>();
        models.put(DEFAULT_LANGUAGE, bundled(home));
        try (Stream<Path> folders = Files.list(home.models())) {
            folders.filter(Files::isDirectory).sorted().forEach(folder -> {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches()) {
                    models.putIfAbsent(name.group(1), folder);
                }
            });
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "%s: cannot be read (%s)".formatted(home.models(), e.getMessage()), e);
        }
        return models;
    }

    private static Path bundled(EngineHome home) {
        return Resources.unpackZip(
                "org/lyceum/ml/speech/vosk-model-en-0.3.45.aar",
                "assets/model-en-us/",
                home.models().resolve(BUNDLED),
                VoskModels::withoutDither);
    }

    /** Kaldi adds random noise, by which one recording would be heard differently each time. */
    private static void withoutDither(Path model) throws IOException {
        Files.writeString(model.resolve("conf/mfcc.conf"), "\n--dither=0\n", StandardOpenOption.APPEND);
    }
}
