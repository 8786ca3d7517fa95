package org.lyceum.ml.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Natives and models, unpacked once for all tests; and the test data. */
public final class TestHome {

    public static final EngineHome HOME =
            new EngineHome(Path.of("target", "engines").toAbsolutePath(), Optional.empty());

    public static final Limits LIMITS = new Limits(20, 50_000_000, 600);

    private TestHome() {}

    /** A file of the test data, such as {@code ocr/phototest.tif}. */
    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(TestHome.class.getResource("/org/lyceum/ml/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(String name) {
        try (InputStream in = Objects.requireNonNull(TestHome.class.getResourceAsStream("/org/lyceum/ml/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
