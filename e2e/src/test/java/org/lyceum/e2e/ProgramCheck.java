package org.lyceum.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the program of {@link NeedsProgram} before the test, or the class of tests, that has the annotation. */
final class ProgramCheck implements BeforeAllCallback, BeforeEachCallback {

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final Map<String, String> environment;

    ProgramCheck() {
        this(System.getenv());
    }

    ProgramCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        check(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        check(context);
    }

    private void check(ExtensionContext context) {
        AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .ifPresent(this::check);
    }

    void check(NeedsProgram needed) {
        if (!isInstalled(needed.value())) {
            String wanted =
                    "%s is not on the PATH: apt-get install %s".formatted(needed.value(), needed.debianPackage());
            if ("true".equals(environment.get("CI"))) {
                Assertions.fail(wanted);
            }
            Assumptions.abort(wanted);
        }
    }

    private boolean isInstalled(String program) {
        return PATH_SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
