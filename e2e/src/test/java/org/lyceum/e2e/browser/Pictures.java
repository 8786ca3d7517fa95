package org.lyceum.e2e.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Pictures of pages, wide and narrow, light and dark, in {@code target/screenshots}. With
 * {@code -Dlyceum.screenshots=true} those of the documentation are taken anew.
 */
final class Pictures {

    private static final Path ALL = Path.of("target", "screenshots");
    private static final Path DOCUMENTATION = Path.of("..", "docs", "screenshots");

    /** Documented in every width and colour, the others wide and light. */
    private static final Set<String> MAIN = Set.of("room", "swarms", "swarm", "slots", "settings", "player");

    private Pictures() {}

    /**
     * {@code name.png}, {@code name-dark.png}, {@code name-375.png} and {@code name-375-dark.png}.
     *
     * @param selector the part of the page to look at
     */
    static void take(Page page, String name, String selector) {
        for (Width width : Width.values()) {
            page.setViewportSize(width.pixels, width.height);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String variant = width.suffix + (scheme == ColorScheme.DARK ? "-dark" : "");
                page.locator(selector).evaluate("part => part.scrollIntoView()");
                boolean documented = variant.isEmpty() || MAIN.contains(name);
                Path folder = documented && Boolean.getBoolean("lyceum.screenshots") ? DOCUMENTATION : ALL;
                page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + variant + ".png")));
            }
        }
        page.setViewportSize(Width.WIDE.pixels, Width.WIDE.height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private enum Width {
        WIDE("", 1280, 860),
        NARROW("-375", 375, 812);

        private final String suffix;
        private final int pixels;
        private final int height;

        Width(String suffix, int pixels, int height) {
            this.suffix = suffix;
            this.pixels = pixels;
            this.height = height;
        }
    }
}
