package org.lyceum.overlay;

import java.nio.charset.StandardCharsets;

/**
 * Where a node listens for the channel.
 *
 * @param host name or IP address, at most {@value #MAX_HOST_BYTES} bytes of UTF-8 (RFC 1035, section 2.3.4)
 * @param port TCP port, 1 to 65535
 */
public record Address(String host, int port) {

    /** The longest name that DNS knows. */
    public static final int MAX_HOST_BYTES = 255;

    /** @throws IllegalArgumentException when the host is empty or too long or the port is none */
    public Address {
        if (host.isBlank() || host.getBytes(StandardCharsets.UTF_8).length > MAX_HOST_BYTES) {
            throw new IllegalArgumentException(
                    "host of %d characters, expected 1 to %d bytes".formatted(host.length(), MAX_HOST_BYTES));
        }
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port %d of host '%s' is not 1 to 65535".formatted(port, host));
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
