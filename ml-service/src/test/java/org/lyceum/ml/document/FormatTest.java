package org.lyceum.ml.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FormatTest {

    private static final Document.Pages PAGES = new Document.Pages(List.of(
            new Page(
                    1,
                    600,
                    800,
                    Page.Origin.OCR,
                    0,
                    0,
                    List.of(
                            line(1, word("Entropy", 10, 20), word("never", 90, 20)),
                            line(1, word("decreases.", 10, 50)),
                            line(2, word("\"S<T\" & more", 10, 90)))),
            new Page(2, 600, 800, Page.Origin.TEXT_LAYER, 0, 0, List.of(line(1, word("End", 10, 20))))));

    private static final Document.Speech SPEECH = new Document.Speech(
            3700, "en", List.of(utterance(0.5, "he", "was", "<not>"), utterance(3661.25, "tom", "&", "jerry")));

    @Test
    void textKeepsLinesParagraphsAndPages() {
        assertThat(Format.TEXT.write(PAGES)).contains("Entropy never\ndecreases.\n\n\"S<T\" & more\n\fEnd");
    }

    @Test
    void hocrIsXmlThatTellsBoxesAndConfidence() throws Exception {
        String hocr = Format.HOCR.write(PAGES).orElseThrow();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        NodeList spans = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(hocr)))
                .getElementsByTagName("span");
        List<Element> words = new ArrayList<>();
        for (int i = 0; i < spans.getLength(); i++) {
            Element span = (Element) spans.item(i);
            if (span.getAttribute("class").equals("ocrx_word")) {
                words.add(span);
            }
        }
        assertThat(words)
                .extracting(Element::getTextContent)
                .containsExactly("Entropy", "never", "decreases.", "\"S<T\" & more", "End");
        assertThat(words.getFirst().getAttribute("title")).isEqualTo("bbox 10 20 80 40; x_wconf 90");
        assertThat(hocr).contains("title=\"bbox 0 0 600 800; ppageno 1\"").contains("title=\"bbox 10 20 160 70\"");
    }

    @Test
    void tsvHasARowForEachPageLineAndWord() {
        List<String> rows = Format.TSV.write(PAGES).orElseThrow().lines().toList();
        assertThat(rows).hasSize(1 + 2 + 4 + 5);
        assertThat(rows).allMatch(row -> row.split("\t", -1).length == 12);
        assertThat(rows).contains("5\t1\t1\t1\t1\t2\t90\t20\t70\t20\t90.00\tnever");
    }

    @Test
    void captionsTellTheirTimes() {
        assertThat(Format.SRT.write(SPEECH)).contains("""
                1
                00:00:00,500 --> 00:00:03,500
                he was <not>

                2
                01:01:01,250 --> 01:01:04,250
                tom & jerry

                """);
        assertThat(Format.VTT.write(SPEECH)).contains("""
                WEBVTT

                00:00:00.500 --> 00:00:03.500
                he was &lt;not&gt;

                01:01:01.250 --> 01:01:04.250
                tom &amp; jerry

                """);
    }

    @Test
    void aDocumentIsWrittenInTheFormatsOfItsKindAlone() {
        assertThat(Format.fitting(PAGES)).containsExactly(Format.TEXT, Format.HOCR, Format.TSV);
        assertThat(Format.fitting(SPEECH)).containsExactly(Format.TEXT, Format.SRT, Format.VTT);
        assertThat(Format.SRT.write(PAGES)).isEmpty();
        assertThat(Format.of("srt")).contains(Format.SRT);
        assertThat(Format.of("runes")).isEmpty();
    }

    @Property
    void captionsLoseNoWordAndAreShortEnoughToBeRead(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 20) Integer> lengths) {
        String[] words = lengths.stream().map("x"::repeat).toArray(String[]::new);
        Document.Speech speech = new Document.Speech(60, "en", List.of(utterance(0, words)));
        List<Subtitles.Cue> cues = Subtitles.cues(speech);
        assertThat(cues.stream().flatMap(cue -> Stream.of(cue.text().split(" ", -1))))
                .containsExactly(words);
        assertThat(cues).allMatch(cue -> cue.text().length() <= 84 && cue.end() - cue.start() <= 7);
    }

    private static Line line(int paragraph, Word... words) {
        return new Line(paragraph, List.of(words));
    }

    private static Word word(String text, int left, int top) {
        return new Word(text, new Box(left, top, 70, 20), 0.9);
    }

    /** Each word a second. */
    private static Utterance utterance(double start, String... words) {
        List<SpokenWord> spoken = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            spoken.add(new SpokenWord(words[i], start + i, start + i + 1, 1));
        }
        return new Utterance(start, start + words.length, String.join(" ", words), spoken);
    }
}
