package org.lyceum.ml.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Part;
import org.lyceum.ml.document.Word;
import org.lyceum.ml.engine.EngineContract;
import org.lyceum.ml.engine.ErrorRate;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.Recorder;
import org.lyceum.ml.engine.TestHome;

class TesseractEngineTest extends EngineContract {

    private static final String TRUTH = TestHome.text("ocr/phototest.gold.txt");
    private static final int IFF_WEBP = 15;

    @TempDir
    Path files;

    TesseractEngineTest() {
        super(new TesseractProvider());
    }

    @Override
    protected Path media() throws IOException {
        return Pictures.tiff(Pictures.scan(), 2, files.resolve("two-pages.tif"));
    }

    @Override
    protected String truth() {
        return TRUTH + " " + TRUTH;
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected Limits tooTight() {
        return new Limits(1, 50_000_000, 600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "tiff"})
    void readsPictures(String format) throws IOException {
        assertThat(errors(Pictures.write(Pictures.scan(), files.resolve("page"), format)))
                .isZero();
    }

    @Test
    void readsWebp() throws IOException {
        byte[] png = Files.readAllBytes(Pictures.write(Pictures.scan(), files.resolve("page.png"), "png"));
        Path webp = files.resolve("page.webp");
        NativeLibrary leptonica = NativeLibrary.getInstance("leptonica");
        Pointer pix = leptonica.getFunction("pixReadMem").invokePointer(new Object[] {png, (long) png.length});
        Function write = leptonica.getFunction("pixWrite");
        assertThat(write.invokeInt(new Object[] {webp.toString(), pix, IFF_WEBP}))
                .isZero();
        assertThat(errors(webp)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"phototest-rotated-180.png, 2", "phototest-rotated-L.png, 1"})
    void turnsAPageThatLiesOnItsSide(String name, int turns) {
        Page page = page(TestHome.file("ocr/" + name));
        assertThat(ErrorRate.ofCharacters(TRUTH, page.text())).isLessThan(0.02);
        assertThat(page.turned()).isEqualTo(turns);
        assertThat(page.lines())
                .flatMap(line -> line.words())
                .extracting(Word::box)
                .allMatch(box -> box.left() >= 0
                        && box.top() >= 0
                        && box.left() + box.width() <= page.width()
                        && box.top() + box.height() <= page.height());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, -2, 2, 5, 8})
    void straightensASkewedPage(double degrees) throws IOException {
        BufferedImage skewed = Pictures.skewed(Pictures.scan(), degrees);
        Page page = page(Pictures.write(skewed, files.resolve("skewed.png"), "png"));
        assertThat(ErrorRate.ofCharacters(TRUTH, page.text())).isLessThan(0.01);
        assertThat(page.skew()).isCloseTo(degrees, within(0.5));
    }

    @Test
    void tellsWhereWordsAreOnThePageAsItWasGiven() throws IOException {
        Word upright = word(page(TestHome.file("ocr/phototest.tif")), "jumped");
        double degrees = 5;
        BufferedImage scan = Pictures.scan();
        Word skewed = word(
                page(Pictures.write(Pictures.skewed(scan, degrees), files.resolve("skewed.png"), "png")), "jumped");
        double radians = Math.toRadians(degrees);
        double dx = upright.box().left() + upright.box().width() / 2.0 - scan.getWidth() / 2.0;
        double dy = upright.box().top() + upright.box().height() / 2.0 - scan.getHeight() / 2.0;
        double x = scan.getWidth() / 2.0 + dx * Math.cos(radians) - dy * Math.sin(radians);
        double y = scan.getHeight() / 2.0 + dx * Math.sin(radians) + dy * Math.cos(radians);
        assertThat(skewed.box().left() + skewed.box().width() / 2.0).isCloseTo(x, within(4.0));
        assertThat(skewed.box().top() + skewed.box().height() / 2.0).isCloseTo(y, within(4.0));
    }

    @Test
    void readsLightTextOnADarkGround() throws IOException {
        Path dark = Pictures.write(Pictures.inverted(Pictures.scan()), files.resolve("dark.png"), "png");
        assertThat(errors(dark)).isLessThan(0.01);
    }

    @Test
    void findsNothingOnAnEmptyPage() throws IOException {
        BufferedImage page = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
        assertThat(page(Pictures.write(page, files.resolve("empty.png"), "png")).text())
                .isEmpty();
    }

    @Test
    void keepsTheTextLayerOfAPdfAndReadsItsScans() throws IOException {
        Path pdf = files.resolve("mixed.pdf");
        try (PDDocument document = new PDDocument()) {
            addText(document, "Entropy never decreases.");
            addPicture(document, Pictures.scan());
            document.save(pdf.toFile());
        }
        Recorder recorder = Recorder.ofEverything();
        engine().read(pdf, settings(), recorder);
        assertThat(recorder.parts()).hasSize(2);
        Page own = (Page) recorder.parts().getFirst();
        assertThat(own.origin()).isEqualTo(Page.Origin.TEXT_LAYER);
        assertThat(own.text()).isEqualTo("Entropy never decreases.");
        Word first = own.lines().getFirst().words().getFirst();
        assertThat(first.box().left()).isCloseTo(300, within(5));
        assertThat(first.box().top() + first.box().height()).isCloseTo(own.height() - 300, within(10));
        Page scanned = (Page) recorder.parts().getLast();
        assertThat(scanned.origin()).isEqualTo(Page.Origin.OCR);
        assertThat(ErrorRate.ofCharacters(TRUTH, scanned.text())).isLessThan(0.01);
    }

    @Test
    void refusesALockedPdf() throws IOException {
        Path pdf = files.resolve("locked.pdf");
        try (PDDocument document = new PDDocument()) {
            addText(document, "Secrets");
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(pdf.toFile());
        }
        assertRefused(pdf, MlException.Reason.UNREADABLE, "locked with a password");
    }

    @Test
    void refusesABrokenPdf() throws IOException {
        Path pdf = Files.writeString(files.resolve("broken.pdf"), "%PDF-1.7\n1 0 obj << /Type /Catalog >>");
        assertRefused(pdf, MlException.Reason.UNREADABLE, "the PDF");
    }

    @Test
    void refusesAPdfWithAPageAsLargeAsAField() throws IOException {
        Path pdf = files.resolve("huge.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(new PDRectangle(1_000_000, 1_000_000)));
            document.save(pdf.toFile());
        }
        assertRefused(pdf, MlException.Reason.TOO_LARGE, "cannot be drawn");
    }

    @Test
    void refusesAHugePictureByItsHeader() throws IOException {
        byte[] png = Files.readAllBytes(Pictures.write(Pictures.scan(), files.resolve("page.png"), "png"));
        for (int at : new int[] {16, 20}) {
            png[at + 2] = (byte) (50_000 >> 8);
            png[at + 3] = (byte) 50_000;
        }
        Path huge = Files.write(files.resolve("huge.png"), png);
        assertRefused(huge, MlException.Reason.TOO_LARGE, "50000 x 50000 pixels");
    }

    @Test
    void refusesAPictureThatEndsTooSoon() throws IOException {
        byte[] png = Files.readAllBytes(Pictures.write(Pictures.scan(), files.resolve("page.png"), "png"));
        Path cut = Files.write(files.resolve("cut.png"), Arrays.copyOf(png, png.length / 2));
        assertRefused(cut, MlException.Reason.UNREADABLE, "broken");
    }

    private void assertRefused(Path file, MlException.Reason reason, String message) {
        assertThatThrownBy(() -> engine().read(file, settings(), Recorder.ofEverything()))
                .isInstanceOfSatisfying(
                        MlException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private double errors(Path file) {
        return ErrorRate.ofCharacters(TRUTH, page(file).text());
    }

    private Page page(Path file) {
        Recorder recorder = Recorder.ofEverything();
        engine().read(file, settings(), recorder);
        Part only = recorder.parts().getFirst();
        assertThat(recorder.parts()).hasSize(1);
        return (Page) only;
    }

    private static Word word(Page page, String text) {
        return page.lines().stream()
                .flatMap(line -> line.words().stream())
                .filter(word -> word.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static void addText(PDDocument document, String text) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.newLineAtOffset(72, 72);
            content.showText(text);
            content.endText();
        }
    }

    private static void addPicture(PDDocument document, BufferedImage image) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(
                    LosslessFactory.createFromImage(document, image),
                    50,
                    300,
                    500,
                    500f * image.getHeight() / image.getWidth());
        }
    }
}
