package org.lyceum.e2e.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe finds wrong for people who do not see the page, or not as others do. */
final class Accessibility {

    private static final String AXE = axe();

    private static final String SERIOUS = """
            async () => {
              const found = await axe.run(document, {resultTypes: ['violations']});
              return found.violations
                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                .flatMap(({id, help, nodes}) => nodes.map(({target, any}) =>
                  `${id}: ${help}: ${target} ${any.map(({message}) => message)}`));
            }
            """;

    private Accessibility() {}

    /** One line for each element with something serious or worse. */
    @SuppressWarnings("unchecked")
    static List<String> faults(Page page) {
        page.evaluate(AXE);
        return (List<String>) page.evaluate(SERIOUS);
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(
                Accessibility.class.getResourceAsStream("/vendor/axe-core/axe.min.js"), "axe-core is not there")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
