package org.lyceum.launcher;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.lyceum.launcher.NetworkCommand.InNetwork;
import org.lyceum.network.RolesView;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.NetworkFolder;
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

    @Override
    void run(Path data, Identity self) {
        RolesView shown = RolesView.of(self.peerId(), NetworkFolder.open(data, self, clock));
        if (json) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(shown));
        } else {
            print(shown);
        }
    }

    private void print(RolesView shown) {
        out.printf("this node    %s%n", shown.peerId());
        if (shown.network() == null) {
            out.println("network      none: `lyceum network create` makes one, `lyceum network enter` and"
                    + " `lyceum network accept` take part in another's");
            return;
        }
        out.printf(
                "network      %s%s%n",
                shown.network(), shown.network().equals(shown.peerId()) ? " (created here)" : "");
        if (shown.fault() != null) {
            out.printf("role         none: %s%n", shown.fault());
        } else {
            out.printf(
                    "role         %s%s%s%n",
                    shown.role(), ofCourse(shown.course()), shown.until() == null ? "" : ", until " + shown.until());
        }
        for (RolesView.GrantView grant : shown.granted()) {
            out.printf(
                    "granted %4d %s  %s%s, %s until %s%n",
                    grant.serial(),
                    grant.peerId(),
                    grant.role(),
                    ofCourse(grant.course()),
                    grant.state(),
                    grant.expires());
        }
        for (RolesView.ListView list : shown.revocations()) {
            for (RolesView.RevokedView revoked : list.revoked()) {
                out.printf(
                        "revoked %4d of %s, by %s (version %d)%n",
                        revoked.serial(), revoked.issuer(), list.signer(), list.version());
            }
        }
    }

    private static String ofCourse(@Nullable String course) {
        return course == null || course.isEmpty() ? "" : " of " + course;
    }
}
