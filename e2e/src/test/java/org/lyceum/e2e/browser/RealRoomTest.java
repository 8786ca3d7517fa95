package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.NeedsProgram;
import org.lyceum.launcher.Services;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

/** The page of a room that two real nodes hold: Ada, who is a student, and Mara, whom a grant makes professor. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
@Timeout(300)
class RealRoomTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** For what a room takes its time to decide, such as who its chat node is. */
    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout((double) Await.PATIENCE.toMillis());

    @TempDir
    private Path folder;

    private final Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private Services adas = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private SeedAddress seed;
    private URI ada = URI.create("http://127.0.0.1");
    private URI ui = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() {
        Path emmys = folder.resolve("emmy");
        Identity admin = IdentityFile.open(emmys);
        NetworkFolder network = NetworkFolder.create(emmys, admin, InstantSource.system());
        OverlayNode emmy = services.startNode(
                admin, OverlaySettings.of("emmy", ANY_PORT).data(emmys).asSeed(true));
        seed = SeedAddress.of(emmy.addresses().getFirst());

        Path maras = folder.resolve("mara");
        Identity professor = IdentityFile.open(maras);
        String grant = network.grant(
                        professor.peerId(), Role.PROFESSOR, "SWE", Instant.now().plus(Duration.ofDays(1)))
                .toText();
        NetworkFolder.accept(maras, professor, InstantSource.system(), grant);
        NetworkFolder.enter(
                folder.resolve("ada"),
                IdentityFile.open(folder.resolve("ada")),
                InstantSource.system(),
                network.network());
        URI mara = member(services, "mara", 0);
        ada = member(adas, "ada", 0);
        ui = services.startUi(0, Map.of("ada", ada, "mara", mara)).page();
    }

    private URI member(Services services, String name, int port) {
        Path data = folder.resolve(name);
        OverlayNode node = services.startNode(
                IdentityFile.open(data),
                OverlaySettings.of(name, ANY_PORT).course("SWE").data(data).seeds(List.of(seed)));
        return services.startPeer(node, name, data, port, 0, List.of(), Map.of(), Services.Rooms.MAY_LEAD)
                .rest();
    }

    @AfterEach
    void stop() {
        adas.close();
        services.close();
    }

    private Page open(Visitor visitor, String name) {
        Page page = visitor.page();
        page.navigate(ui.resolve("/nodes/%s/rooms/swe".formatted(name)).toString());
        page.locator("room-page[data-channel=open]").waitFor();
        return page;
    }

    private static void write(Page page, String text) {
        page.getByTestId("message-text").fill(text);
        page.getByTestId("message-text").press("Enter");
    }

    private static Locator post(Page page, String text) {
        return page.getByTestId("timeline")
                .getByTestId("post")
                .filter(new Locator.FilterOptions().setHasText(text))
                .last();
    }

    @Test
    void twoPeopleTalkAndOnlyTheProfessorAnnounces(Visitor visitor) {
        Page adas = open(visitor, "ada");
        assertThat(adas.getByText("is now the chat node of this room.").first()).isVisible(PATIENT);
        try (Visitor another = visitor.another()) {
            Page maras = open(another, "mara");

            write(adas, "Is **this** $\\frac{1}{2}$? <script>document.title = 'stolen'</script>");
            Locator asked = post(maras, "stolen");
            assertThat(asked).isVisible(PATIENT);
            assertThat(asked.locator("strong").filter(new Locator.FilterOptions().setHasText("this")))
                    .hasCount(1);
            assertThat(asked.locator("math mfrac")).hasCount(1);
            assertThat(asked.locator("script")).hasCount(0);
            assertThat(maras).hasTitle("SWE · Lyceum");

            maras.getByText("as announcement").click();
            write(maras, "The exam is on 3 February.");
            assertThat(adas.getByTestId("announcements").getByText("The exam is on 3 February."))
                    .isVisible(PATIENT);

            Locator mara = adas.getByTestId("person").filter(new Locator.FilterOptions().setHasText("mara"));
            mara.hover();
            mara.getByTestId("write").click();
            adas.getByTestId("answer-text").fill("Between us.");
            adas.keyboard().press("Enter");
            assertThat(adas.getByTestId("letter").getByText("Between us.")).isVisible(PATIENT);
            assertThat(maras.getByText("ada, to you alone: Between us.")).isVisible(PATIENT);
            adas.locator("#panel").getByLabel("Close").click();
            assertThat(another.complaints()).isEmpty();
        }

        write(adas, "[PROF announcement] There is no exam.");
        assertThat(adas.getByTestId("pending-post").locator(".post-fate")).containsText("rofessor");

        post(adas, "stolen").hover();
        post(adas, "stolen").getByTestId("answer").click();
        adas.getByTestId("answer-text").fill("It is.");
        adas.keyboard().press("Enter");
        assertThat(adas.getByTestId("panel").getByText("It is.")).isVisible(PATIENT);
        adas.getByTestId("resolve").click();
        assertThat(adas.getByTestId("resolve")).hasText("Open again");

        adas.locator("#panel").getByLabel("Close").click();
        write(adas, "I think it is 41.");
        assertThat(post(adas, "I think it is 41.")).isVisible(PATIENT);
        assertThat(adas.locator(".is-pending:not(.is-refused)")).hasCount(0);
        adas.getByTestId("message-text").press("ArrowUp");
        write(adas, "I think it is 42.");
        assertThat(post(adas, "I think it is 42.").getByText("edited")).isVisible(PATIENT);
        Pictures.take(adas, "room-real", "main");
        assertThat(Accessibility.faults(adas)).isEmpty();
    }

    @Test
    void whatIsWrittenWhileTheNodeIsAwayArrivesOnceItIsBack(Visitor visitor) {
        Page page = open(visitor, "ada");
        write(page, "before");
        assertThat(post(page, "before")).isVisible(PATIENT);

        adas.close();
        page.locator("room-page[data-channel=cut]").waitFor();
        write(page, "while it was away");
        assertThat(page.getByTestId("pending-post")).containsText("Not connected");
        adas = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
        member(adas, "ada", ada.getPort());

        assertThat(post(page, "while it was away")).isVisible(PATIENT);
        assertThat(page.getByTestId("pending-post")).hasCount(0);
        assertThat(page.getByTestId("post").filter(new Locator.FilterOptions().setHasText("while it was away")))
                .hasCount(1);
        // what could not be fetched meanwhile is no fault of the page
        visitor.complaints().removeIf(complaint -> complaint.contains("502") || complaint.contains("WebSocket"));
    }
}
