package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.NeedsProgram;
import org.lyceum.e2e.network.Member;
import org.lyceum.launcher.Services;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

/** The page of a network of real nodes: two in this process, a seed among them, and two processes. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
@Timeout(300)
class RealNetworkTest {

    private static final double PATIENCE_MILLIS = (double) Await.PATIENCE.toMillis();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path folder;

    private final Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private final Host observer = Host.start(Identity.generate(), HostSettings.listeningOn(ANY_PORT));
    private final List<Member> processes = new ArrayList<>();
    private URI ui = URI.create("http://127.0.0.1");
    private Member grace;
    private Member maria;

    /** Ada has created the network and granted Grace a role. */
    @BeforeEach
    void start() throws IOException {
        OverlayNode emmy = services.startNode(
                Identity.generate(), OverlaySettings.of("emmy", ANY_PORT).asSeed(true));
        SeedAddress seed = SeedAddress.of(emmy.addresses().getFirst());
        Path adas = folder.resolve("ada");
        Identity self = IdentityFile.open(adas);
        NetworkFolder network = NetworkFolder.create(adas, self, InstantSource.system());
        OverlayNode ada = services.startNode(
                self, OverlaySettings.of("ada", ANY_PORT).data(adas).seeds(List.of(seed)));
        Path seeds = Files.writeString(folder.resolve("seeds.yml"), "count: 1\nseeds:\n- %s\n".formatted(seed));
        Path graces = folder.resolve("grace");
        Credentials granted = network.grant(
                IdentityFile.open(graces).peerId(),
                Role.PROFESSOR,
                "algebra",
                Instant.now().plus(Duration.ofDays(1)));
        NetworkFolder.accept(graces, IdentityFile.open(graces), InstantSource.system(), granted.toText());
        grace = process("grace", seeds);
        maria = process("maria", seeds);
        URI rest =
                services.startPeer(ada, "ada", adas, 0, 0, List.of(), Map.of()).rest();
        ui = services.startUi(0, Map.of("ada", rest)).page();
    }

    private Member process(String name, Path seeds) {
        Member member = Member.light(name, folder, 0, seeds, false, observer);
        processes.add(member);
        return member;
    }

    @AfterEach
    void stop() {
        processes.forEach(Member::close);
        services.close();
        observer.close();
    }

    private static Locator graph(Page page, int nodes, int links) {
        return page.locator("[data-testid=node-graph][data-nodes='%d'][data-links='%d']".formatted(nodes, links));
    }

    /** For what the network takes its time to find out. */
    private static void await(Locator locator) {
        locator.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static Locator row(Page page, String peerId) {
        return page.locator("#member-" + peerId);
    }

    @Test
    void whoIsKilledIsSeenToBeDeadAndWhoReportedIt(Visitor visitor) {
        Page page = visitor.page();
        page.navigate(ui.resolve("/nodes/ada/network").toString());

        await(graph(page, 4, 6));
        assertThat(page.getByTestId("member")).hasCount(4);
        assertThat(row(page, grace.id()).getByTestId("role")).hasText("professor of algebra");
        assertThat(row(page, maria.id()).getByTestId("role")).hasText("student");
        assertThat(page.getByTestId("member").first().getByTestId("role")).hasText("admin");
        assertThat(page.getByTestId("node-graph"))
                .hasAttribute("data-picture", Pattern.compile("grace \\(professor\\)"));
        assertThat(page.getByTestId("loss")).hasCount(0);
        Pictures.take(page, "network-real", "main");

        maria.kill();

        assertThat(page.getByTestId("loss"))
                .hasText(
                        Pattern.compile("maria\\s+reported by\\s+(ada|emmy|grace)\\b.*gone", Pattern.DOTALL),
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(row(page, maria.id()).getByTestId("presence")).hasText("called dead");
        await(graph(page, 4, 3));
        Pictures.take(page, "network-real-death", "main");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(Accessibility.faults(page)).as("%s", scheme).isEmpty();
        }
    }
}
