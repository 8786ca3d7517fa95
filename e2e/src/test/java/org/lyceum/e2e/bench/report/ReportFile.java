package org.lyceum.e2e.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report goes besides the terminal, if anywhere. */
public final class ReportFile {

    @Option(
            names = "--out",
            paramLabel = "FILE.md",
            description = "Writes the report there too, as Markdown, and its picture, if it has one, beside it,"
                    + " FILE.svg.")
    private @Nullable Path out;

    /**
     * Writes a report without a picture.
     *
     * @param markdown the whole report
     */
    public void write(String markdown) throws IOException {
        if (out != null) {
            Files.writeString(out, markdown);
        }
    }

    /**
     * Writes a report, and the picture that it ends with.
     *
     * @param svg bars of what was measured
     */
    public void write(String markdown, String svg) throws IOException {
        if (out != null) {
            String name = String.valueOf(out.getFileName()).replaceFirst("\\.md$", "") + ".svg";
            Files.writeString(out.resolveSibling(name), svg);
            Files.writeString(out, markdown + "%n![What was measured, as bars](%s)%n".formatted(name));
        }
    }
}
