package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Somebody with a browser window of their own, who notices every complaint in its console. */
final class Visitor implements AutoCloseable {

    static final int PATIENCE_MILLIS = 10_000;

    private final StudyRoom room;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(Browser browser, StudyRoom room) {
        this.room = room;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add("%s (%s)".formatted(message.text(), message.location()));
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        page = context.newPage();
    }

    /** Somebody else, elsewhere. */
    Visitor another() {
        return new Visitor(context.browser(), room);
    }

    Page page() {
        return page;
    }

    /** Errors, warnings and breaches of the content security policy, in the order that they came. */
    List<String> complaints() {
        return complaints;
    }

    /** The list of a node's swarms. */
    void openList(String node) {
        open("/nodes/" + node + "/swarms");
    }

    void openSwarm(String node, String infoHash) {
        open("/nodes/" + node + "/swarms/" + infoHash);
    }

    void openSettings(String node) {
        open("/nodes/" + node + "/settings");
    }

    /** What is there is awaited by the one who looks for it: a medium may load long after the page is usable. */
    void open(String path) {
        page.navigate(room.at(path), new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
    }

    /** Clicks a link to another page; no person is quick enough to do something there before its scripts have run. */
    void follow(Locator link) {
        link.click();
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
    }

    /** The row of a swarm in the list. */
    Locator row(String name) {
        return page.getByTestId("swarm").filter(new Locator.FilterOptions().setHasText(name));
    }

    /** The line of a file on the page of a swarm. */
    Locator file(String name) {
        return page.getByTestId("file").filter(new Locator.FilterOptions().setHasText(name));
    }

    /** What another node has, on the page of a swarm. */
    Locator copy(String node) {
        return page.locator("[data-testid=copy][data-node=" + node + "]");
    }

    /** Drags files and folders from the desktop over the page and lets go; the browser reads them from the disk. */
    void drop(Path... files) {
        JsonArray paths = new JsonArray();
        Stream.of(files).map(Path::toAbsolutePath).map(Path::normalize).forEach(path -> paths.add(path.toString()));
        JsonObject carried = new JsonObject();
        carried.add("items", new JsonArray());
        carried.add("files", paths);
        carried.addProperty("dragOperationsMask", 1);
        CDPSession devtools = context.newCDPSession(page);
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", 600);
            event.addProperty("y", 500);
            event.add("data", carried);
            devtools.send("Input.dispatchDragEvent", event);
        }
        devtools.detach();
    }

    /** Waits until what was dropped has arrived at the node; answers its info hash. */
    String uploaded(String name) {
        Locator card = page.getByTestId("upload-done").filter(new Locator.FilterOptions().setHasText(name));
        String address = card.getByRole(AriaRole.LINK).getAttribute("href");
        card.getByLabel("Dismiss").click();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** Saves the .torrent file of the swarm whose page is open. */
    void saveTorrent(Path to) {
        page.waitForDownload(() -> page.getByTestId("torrent-file").click()).saveAs(to);
    }

    /** Pauses or resumes the swarm whose page is open. */
    void turn(String state) {
        page.getByTestId("pause-resume").click();
        assertThat(page.getByTestId("state")).hasText(state);
    }

    void prioritise(String file, String priority) {
        file(file).getByRole(AriaRole.COMBOBOX).selectOption(priority);
        assertThat(file(file)).hasClass(Pattern.compile("is-" + priority.toLowerCase(Locale.ROOT)));
        dismissNotice("Priority: ");
    }

    /** Sets a limit on the page of a swarm or on that of a node's settings, in kB/s, and waits until it counts. */
    void limit(String field, String kilobytes) {
        Locator input = page.locator("#" + field);
        input.fill(kilobytes);
        input.blur();
        dismissNotice(" down, ");
    }

    /** Others may still be there: a notice of success goes by itself, but only after a while. */
    void dismissNotice(String words) {
        page.getByTestId("notice")
                .filter(new Locator.FilterOptions().setHasText(words))
                .getByLabel("Dismiss")
                .click();
    }

    @Override
    public void close() {
        context.close();
    }
}
