package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.NeedsProgram;
import org.lyceum.launcher.Services;

/** The page of the network: the graph, the table that says the same, and what both tell as it happens. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkTest {

    private final ToldNetwork network = new ToldNetwork();
    private final Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private URI ui = URI.create("http://127.0.0.1");

    @BeforeAll
    void start() {
        ui = services.startUi(0, Map.of("ada", network.rest())).page();
    }

    @BeforeEach
    void everybody() {
        network.beMany();
    }

    @AfterAll
    void stop() {
        services.close();
        network.close();
    }

    private Page open(Visitor visitor) {
        visitor.page().navigate(ui.resolve("/nodes/ada/network").toString());
        return visitor.page();
    }

    private static Locator graph(Page page, int nodes, int links) {
        return page.locator("[data-testid=node-graph][data-nodes='%d'][data-links='%d']".formatted(nodes, links));
    }

    @Test
    void theNetworkCanBeReadByEverybody(Visitor visitor) {
        Page page = open(visitor);

        graph(page, 12, 24).waitFor();
        assertThat(page.getByTestId("node-graph")).hasAttribute("aria-label", Pattern.compile("12 nodes, 24 links"));
        assertThat(page.getByTestId("member")).hasCount(12);
        look(page, "network");
    }

    @Test
    void aNodeThatIsCalledDeadIsSeenToBeSoWithoutAReload(Visitor visitor) {
        Page page = open(visitor);
        graph(page, 12, 24).waitFor();
        assertThat(page.getByTestId("loss")).hasCount(0);

        network.callDead(7);

        assertThat(page.getByTestId("loss")).containsText(ToldNetwork.nameOf(7));
        assertThat(page.getByTestId("loss")).containsText("reported by emmy");
        assertThat(page.getByTestId("presence").last()).hasText("called dead");
        look(page, "network-death");
    }

    @Test
    void aNodeThatKnowsNobodySaysWhatToDo(Visitor visitor) {
        network.beAlone();
        Page page = open(visitor);

        assertThat(page.getByTestId("join")).hasText("lyceum join 192.0.2.7:4001");
        look(page, "network-alone");

        network.beMany();

        graph(page, 12, 24).waitFor();
    }

    @Test
    void aNodeInTheGraphLeadsToItsRow(Visitor visitor) {
        Page page = open(visitor);
        graph(page, 12, 24).waitFor();

        page.getByTestId("node-graph").evaluate("graph => graph.choose(JSON.parse(graph.dataset.picture).nodes[0].id)");

        assertThat(page.locator("[data-testid=member]:focus")).hasCount(1);
    }

    @Test
    void aKeyLeadsThere(Visitor visitor) {
        visitor.page().navigate(ui.resolve("/nodes/ada/swarms").toString());
        visitor.page().getByTestId("empty").waitFor();

        visitor.page().keyboard().press("w");

        visitor.page().waitForURL(Pattern.compile("/nodes/ada/network$"));
        assertThat(visitor.page().locator("nav a[aria-current=page]")).hasText("Network");
    }

    private static void look(Page page, String name) {
        Pictures.take(page, name, "main");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(Accessibility.faults(page)).as("%s, %s", name, scheme).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
