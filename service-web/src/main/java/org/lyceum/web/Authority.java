package org.lyceum.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code host[:port]} of a Host or Origin header (RFC 3986, section 3.2).
 *
 * @param host lower-case, an IPv6 address without its brackets
 * @param port -1 when none is named
 */
record Authority(String host, int port) {

    private static final Pattern SYNTAX = Pattern.compile("(?:\\[([0-9a-f:.]+)]|([a-z0-9._-]+))(?::([0-9]{1,5}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    static @Nullable Authority parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        String port = matcher.group(3);
        return new Authority(name, port == null ? -1 : Integer.parseInt(port));
    }

    boolean isAddress() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    Authority withDefaultPort(int defaultPort) {
        return port < 0 ? new Authority(host, defaultPort) : this;
    }
}
