package org.lyceum.launcher;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.launcher.NetworkCommand.InNetwork;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.RevokedGrant;
import org.lyceum.overlay.identity.SignedGrant;
import org.lyceum.overlay.identity.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code lyceum network show}. */
@Command(
        name = "show",
        description = "Shows this node's PeerId, its network, its role, what it granted, and what was revoked.%n")
final class NetworkShow extends InNetwork {

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    NetworkShow(PrintWriter out, InstantSource clock) {
        super(out, clock);
    }

    /** What is shown; {@code null} where there is no network, or no end. */
    private record Shown(
            String peerId,
            @Nullable String network,
            @Nullable String role,
            @Nullable String course,
            @Nullable Instant until,
            @Nullable String fault,
            List<ShownGrant> granted,
            List<ShownList> revocations) {}

    private record ShownGrant(
            long serial, String peerId, String role, String course, Instant notBefore, Instant expires, String state) {}

    private record ShownList(String signer, long version, List<ShownRevoked> revoked) {}

    private record ShownRevoked(String issuer, long serial) {}

    @Override
    void run(Path data, Identity self) {
        Shown shown = NetworkFolder.open(data, self, clock)
                .map(network -> shown(self.peerId(), network))
                .orElse(new Shown(self.peerId().text(), null, null, null, null, null, List.of(), List.of()));
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(shown));
        } else {
            print(shown);
        }
    }

    private Shown shown(PeerId self, NetworkFolder network) {
        Optional<Standing> standing = Optional.empty();
        String fault = null;
        try {
            standing = Optional.of(network.standing());
        } catch (OverlayException e) {
            fault = e.getMessage();
        }
        return new Shown(
                self.text(),
                network.network().text(),
                standing.map(it -> it.role().text()).orElse(null),
                standing.map(Standing::course).orElse(null),
                standing.map(Standing::until)
                        .filter(until -> until.isBefore(Instant.MAX))
                        .orElse(null),
                fault,
                network.granted().stream().map(grant -> shown(grant, network)).toList(),
                network.lists().stream()
                        .map(list -> new ShownList(
                                list.signer().text(),
                                list.list().version(),
                                list.list().revoked().stream()
                                        .map(NetworkShow::shown)
                                        .toList()))
                        .toList());
    }

    private ShownGrant shown(SignedGrant signed, NetworkFolder network) {
        Grant grant = signed.grant();
        return new ShownGrant(
                grant.serial(),
                grant.peer().text(),
                grant.role().text(),
                grant.course(),
                grant.notBefore(),
                grant.expires(),
                state(signed, network));
    }

    private String state(SignedGrant signed, NetworkFolder network) {
        if (network.revocations().contain(signed.issuer(), signed.grant().serial())) {
            return "revoked";
        }
        return clock.instant().isBefore(signed.grant().expires()) ? "valid" : "expired";
    }

    private static ShownRevoked shown(RevokedGrant revoked) {
        return new ShownRevoked(revoked.issuer().text(), revoked.serial());
    }

    private void print(Shown shown) {
        out.printf("this node    %s%n", shown.peerId);
        if (shown.network == null) {
            out.println("network      none: `lyceum network create` makes one, `lyceum network accept` takes a grant");
            return;
        }
        out.printf("network      %s%s%n", shown.network, shown.network.equals(shown.peerId) ? " (created here)" : "");
        if (shown.fault != null) {
            out.printf("role         none: %s%n", shown.fault);
        } else {
            out.printf(
                    "role         %s%s%s%n",
                    shown.role, ofCourse(shown.course), shown.until == null ? "" : ", until " + shown.until);
        }
        for (ShownGrant grant : shown.granted) {
            out.printf(
                    "granted %4d %s  %s%s, %s until %s%n",
                    grant.serial, grant.peerId, grant.role, ofCourse(grant.course), grant.state, grant.expires);
        }
        for (ShownList list : shown.revocations) {
            for (ShownRevoked revoked : list.revoked) {
                out.printf(
                        "revoked %4d of %s, by %s (version %d)%n",
                        revoked.serial, revoked.issuer, list.signer, list.version);
            }
        }
    }

    private static String ofCourse(@Nullable String course) {
        return course == null || course.isEmpty() ? "" : " of " + course;
    }
}
