package org.lyceum.overlay.discovery;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Multiaddr;

/**
 * Where a seed is said to listen.
 *
 * @param peer who has to answer there; anybody when it is not said
 */
public record SeedAddress(Address address, Optional<PeerId> peer) {

    /** TCP, where a node listens unless told otherwise. */
    public static final int DEFAULT_PORT = 4001;

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([\\p{Alnum}._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

    public static SeedAddress of(Address address) {
        return new SeedAddress(address, Optional.empty());
    }

    /**
     * Reads {@code host}, {@code host:port} or a multiaddr; without a port it is {@value #DEFAULT_PORT}.
     *
     * @throws OverlayException {@code CONFIGURATION} when it is none of these
     */
    public static SeedAddress parse(String text) {
        if (text.startsWith("/")) {
            return parseMultiaddr(text);
        }
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (matcher.matches()) {
            String host = matcher.group(1).replaceAll("[\\[\\]]", "");
            int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
            if (port >= 1 && port <= 0xffff && host.length() <= Address.MAX_HOST_BYTES) {
                return of(new Address(host, port));
            }
        }
        throw new OverlayException(
                Reason.CONFIGURATION,
                "'%s' is no seed: write it as host:port, like 192.0.2.7:4001, or as a multiaddr"
                        .formatted(text.length() > 200 ? text.substring(0, 200) : text));
    }

    private static SeedAddress parseMultiaddr(String text) {
        try {
            Multiaddr parsed = Multiaddr.parse(text);
            InetSocketAddress address = parsed.address();
            return new SeedAddress(
                    new Address(address.getAddress().getHostAddress(), address.getPort()),
                    Optional.ofNullable(parsed.peer()));
        } catch (OverlayException | IllegalArgumentException e) {
            throw new OverlayException(Reason.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return address + peer.map(name -> " of " + name).orElse("");
    }
}
