package org.lyceum.ml.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.ml.document.Box;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Word;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.TestHome;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchablePdfTest {

    private final Engine engine = new TesseractProvider().open(TestHome.HOME);

    @TempDir
    Path files;

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void wordsAreFoundWhereTheyAreSeen() throws IOException {
        Path target = written(word("naïve Ωmega", new Box(100, 200, 300, 40)));
        try (PDDocument document = Loader.loadPDF(target.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document).strip()).isEqualTo("naïve Ωmega");
            Page found = found(document);
            Word word = found.lines().getFirst().words().getFirst();
            assertThat((double) word.box().left() / found.width()).isBetween(100 / 660.0, 110 / 660.0);
        }
    }

    @Test
    void thePageLooksAsItDid() throws IOException {
        Path target = written(word("unseen", new Box(0, 0, 600, 400)));
        BufferedImage before = Pictures.scan();
        try (PDDocument document = Loader.loadPDF(target.toFile())) {
            float scale = before.getWidth() / document.getPage(0).getCropBox().getWidth();
            BufferedImage after = new PDFRenderer(document).renderImage(0, scale);
            assertThat(after.getWidth()).isBetween(before.getWidth() - 1, before.getWidth() + 1);
            assertThat(darkness(after)).isBetween(darkness(before) * 0.97, darkness(before) * 1.03);
        }
    }

    @Test
    void aPdfKeepsItsPagesAndGetsTheWords() throws IOException {
        Path scan = written(new Page(1, 660, 500, Page.Origin.OCR, 0, 0, List.of()));
        Path target = files.resolve("again.pdf");
        engine.writePdf(
                scan, new Document.Pages(List.of(word("second", new Box(10, 10, 100, 20)))), TestHome.LIMITS, target);
        try (PDDocument document = Loader.loadPDF(target.toFile())) {
            assertThat(new PDFTextStripper().getText(document).strip()).isEqualTo("second");
            assertThat(document.getPage(0).getResources().getXObjectNames()).hasSize(1);
        }
    }

    private static Page found(PDDocument document) throws IOException {
        float width = document.getPage(0).getCropBox().getWidth();
        return new Page(1, (int) width, 1, Page.Origin.TEXT_LAYER, 0, 0, TextLayer.of(document, 1, 1));
    }

    private Path written(Page page) throws IOException {
        Path target = files.resolve("searchable.pdf");
        engine.writePdf(TestHome.file("ocr/phototest.tif"), new Document.Pages(List.of(page)), TestHome.LIMITS, target);
        return target;
    }

    private static Page word(String text, Box box) throws IOException {
        BufferedImage scan = Pictures.scan();
        return new Page(
                1,
                scan.getWidth(),
                scan.getHeight(),
                Page.Origin.OCR,
                0,
                0,
                List.of(new Line(1, List.of(new Word(text, box, 1)))));
    }

    private static double darkness(BufferedImage image) {
        long sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                sum += 255 - ((image.getRGB(x, y) >> 8) & 0xff);
            }
        }
        return (double) sum / image.getWidth() / image.getHeight();
    }
}
