package org.lyceum.launcher;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a tracker, {@code host:port} or {@code udp://host:port}, as its announce URL. */
final class TrackerOption implements ITypeConverter<URI> {

    private static final Pattern SHAPE =
            Pattern.compile("(?:udp://)?([^\\s/:@\\[\\]]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})(?:/.*)?");

    @Override
    public URI convert(String value) {
        Matcher matcher = SHAPE.matcher(value);
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(2));
            if (port >= 1 && port <= 65_535) {
                return URI.create("udp://" + matcher.group(1) + ":" + port);
            }
        }
        throw new TypeConversionException(
                "'" + value + "' is not a tracker: write it as host:port, like 192.0.2.7:6969");
    }
}
