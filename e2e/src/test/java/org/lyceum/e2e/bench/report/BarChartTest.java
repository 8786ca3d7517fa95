package org.lyceum.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lyceum.e2e.bench.report.BarChart.Bar;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTest {

    private static Element parsed(BarChart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.toSvg().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> bars(Element svg) {
        NodeList rectangles = svg.getElementsByTagName("rect");
        return IntStream.range(0, rectangles.getLength())
                .mapToObj(i -> (Element) rectangles.item(i))
                .filter(rectangle -> rectangle.getAttribute("class").startsWith("bar"))
                .toList();
    }

    @Test
    void barsAreAsLongAsTheirValuesSay() throws Exception {
        BarChart chart = new BarChart();
        chart.panel("Speed", "%.0f", List.of(new Bar("ours", 300, true), new Bar("theirs", 100, false)));

        List<Element> bars = bars(parsed(chart));

        double longer = Double.parseDouble(bars.get(0).getAttribute("width"));
        double shorter = Double.parseDouble(bars.get(1).getAttribute("width"));
        assertThat(longer / shorter).isBetween(2.99, 3.01);
        assertThat(bars.get(0).getAttribute("class")).contains("ours");
    }

    @Test
    void namesAreEscaped() throws Exception {
        BarChart chart = new BarChart();
        chart.panel("Us & them", "%.0f", List.of(new Bar("<Lyceum>", 1, true)));

        assertThat(parsed(chart).getTextContent()).contains("Us & them", "<Lyceum>");
    }

    @Test
    void nothingMeasuredIsNoBar() throws Exception {
        BarChart chart = new BarChart();
        chart.panel("Speed", "%.0f", List.of(new Bar("ours", 0, true)));

        assertThat(bars(parsed(chart)).getFirst().getAttribute("width")).isEqualTo("1.0");
    }
}
