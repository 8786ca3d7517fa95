package org.lyceum.launcher;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version} from the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "lyceum " + Objects.requireNonNullElse(version, "(not packaged)"), "Java ${java.version} on ${os.name}"
        };
    }
}
