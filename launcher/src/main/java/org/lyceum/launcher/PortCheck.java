package org.lyceum.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Tries the ports that a command is about to use, so that one in use is named with the option that changes it
 * rather than by whatever service stumbles over it.
 */
final class PortCheck {

    private final InetAddress address;
    private final List<Claim> taken = new ArrayList<>();

    /** Checks ports of {@code address}. */
    PortCheck(InetAddress address) {
        this.address = address;
    }

    private record Claim(int port, String option) {
        @Override
        public String toString() {
            return port + " (" + option + ")";
        }
    }

    PortCheck tcp(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException refused) {
            note(new Claim(port, option), refused);
        }
        return this;
    }

    PortCheck udp(int port, String option) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException refused) {
            note(new Claim(port, option), refused);
        }
        return this;
    }

    private void note(Claim claim, IOException refused) {
        String reason = Objects.requireNonNullElse(refused.getMessage(), "refused");
        if (!reason.contains("in use")) {
            throw new CommandFault(
                    "port %s cannot be had at %s: %s".formatted(claim, address.getHostAddress(), reason), refused);
        }
        taken.add(claim);
    }

    /** Names every port that is in use, in a {@link CommandFault}. */
    void orFail() {
        if (!taken.isEmpty()) {
            String claims = taken.stream().map(Claim::toString).collect(Collectors.joining(", "));
            throw new CommandFault(
                    taken.size() == 1
                            ? "port %s is in use: choose another with that option, where 0 means a free one"
                                    .formatted(claims)
                            : "ports %s are in use: choose others with these options, where 0 means a free one"
                                    .formatted(claims));
        }
    }
}
