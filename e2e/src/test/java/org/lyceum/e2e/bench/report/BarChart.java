package org.lyceum.e2e.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Panels of horizontal bars below each other, as SVG. */
public final class BarChart {

    private static final int WIDTH = 760;
    private static final int LABELS = 230;
    private static final int VALUES = 70;
    private static final int BAR = 18;
    private static final int STEP = 26;
    private static final int TITLE = 44;
    private static final int MARGIN = 16;

    /** A bar; those that matter most stand out. */
    public record Bar(String label, double value, boolean emphasised) {}

    private record Panel(String title, String format, List<Bar> bars) {}

    private final List<Panel> panels = new ArrayList<>();

    /** @param format of the value at the end of each bar, for {@link String#format} */
    @SuppressWarnings("MissingSummary") // says nothing more
    public void panel(String title, String format, List<Bar> bars) {
        panels.add(new Panel(title, format, List.copyOf(bars)));
    }

    public boolean isEmpty() {
        return panels.isEmpty();
    }

    /** The picture. */
    public String toSvg() {
        StringBuilder body = new StringBuilder();
        int y = MARGIN;
        for (Panel panel : panels) {
            y = draw(panel, y, body);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <style>
                text { font: 13px system-ui, sans-serif; fill: #24292f }
                .title { font-weight: 600; font-size: 15px }
                .value { font-variant-numeric: tabular-nums }
                .bar { fill: #a8b3bf }
                .ours { fill: #2563a8 }
                </style>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %3$s</svg>
                """.formatted(WIDTH, y + MARGIN, body);
    }

    private static int draw(Panel panel, int top, StringBuilder body) {
        body.append(text(MARGIN, top + 26, "title", "start", panel.title));
        double most = panel.bars.stream().mapToDouble(Bar::value).max().orElse(1);
        int y = top + TITLE;
        for (Bar bar : panel.bars) {
            double width = most > 0 ? bar.value / most * (WIDTH - LABELS - VALUES - MARGIN) : 0;
            int baseline = y + BAR - 5;
            body.append(text(LABELS - 10, baseline, "label", "end", bar.label));
            body.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                    bar.emphasised ? " ours" : "",
                    LABELS,
                    y,
                    Math.max(width, 1),
                    BAR));
            body.append(text(
                    LABELS + width + 8,
                    baseline,
                    "value",
                    "start",
                    String.format(Locale.ROOT, panel.format, bar.value)));
            y += STEP;
        }
        return y;
    }

    private static String text(double x, int y, String style, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                style,
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
