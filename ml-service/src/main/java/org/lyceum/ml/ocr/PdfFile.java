package org.lyceum.ml.ocr;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/** A PDF, page by page. A page that has a text layer keeps it; another is drawn and read. */
final class PdfFile implements AutoCloseable {

    private static final byte[] MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /** Readers take the magic anywhere in the first kilobyte (ISO 32000-1, implementation note 13). */
    private static final int MAGIC_WITHIN = 1024;

    /** What Tesseract's models were trained for. */
    private static final double DPI = 300;

    private static final double LOWEST_DPI = 72;
    private static final double POINTS_PER_INCH = 72;

    private final PDDocument document;
    private final PDFRenderer renderer;
    private final Limits limits;

    private PdfFile(PDDocument document, Limits limits) {
        this.document = document;
        this.renderer = new PDFRenderer(document);
        this.limits = limits;
        renderer.setSubsamplingAllowed(true);
    }

    static boolean isPdf(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(MAGIC_WITHIN);
        }
        return new String(head, StandardCharsets.ISO_8859_1).contains(new String(MAGIC, StandardCharsets.US_ASCII));
    }

    /** @throws MlException when it is broken, locked, or has too many pages */
    static PdfFile open(Path file, Limits limits) {
        PDDocument document = load(file);
        int pages = document.getNumberOfPages();
        if (pages == 0 || pages > limits.pages()) {
            IOUtils.closeQuietly(document);
            throw pages == 0
                    ? new MlException(Reason.UNREADABLE, "the PDF has no pages")
                    : new MlException(
                            Reason.TOO_LARGE,
                            "the PDF has %d pages, at most %d are read: split it".formatted(pages, limits.pages()));
        }
        return new PdfFile(document, limits);
    }

    static PDDocument load(Path file) {
        try {
            return Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache());
        } catch (InvalidPasswordException e) {
            throw new MlException(Reason.UNREADABLE, "the PDF is locked with a password: save it without one first", e);
        } catch (IOException | RuntimeException e) {
            throw new MlException(Reason.UNREADABLE, "the PDF is broken (%s)".formatted(e.getMessage()), e);
        }
    }

    int pages() {
        return document.getNumberOfPages();
    }

    /**
     * Reads a page.
     *
     * @param index from 0
     */
    Page page(int index, Leptonica leptonica, PageReader reader) {
        try {
            double dpi = dpi(index);
            List<Line> own = TextLayer.of(document, index + 1, dpi / POINTS_PER_INCH);
            if (!own.isEmpty()) {
                Size size = size(index);
                return new Page(
                        index + 1,
                        size.pixels(size.width, dpi),
                        size.pixels(size.height, dpi),
                        Page.Origin.TEXT_LAYER,
                        0,
                        0,
                        own);
            }
            BufferedImage drawn = renderer.renderImageWithDPI(index, (float) dpi, ImageType.GRAY);
            byte[] gray = ((DataBufferByte) drawn.getRaster().getDataBuffer()).getData();
            try (Pixels pixels =
                    Pixels.of(leptonica, gray, drawn.getWidth(), drawn.getHeight(), (int) Math.round(dpi))) {
                return reader.read(pixels, index + 1);
            }
        } catch (MlException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MlException(
                    Reason.UNREADABLE, "page %d of the PDF is broken (%s)".formatted(index + 1, e.getMessage()), e);
        }
    }

    /** As fine as reading wants it, coarser for a page so large that it would have too many pixels. */
    private double dpi(int index) {
        Size size = size(index);
        double area = (size.width / POINTS_PER_INCH) * (size.height / POINTS_PER_INCH);
        double dpi = Math.min(DPI, Math.floor(Math.sqrt(limits.pixels() / area)));
        if (!(dpi >= LOWEST_DPI)) {
            throw new MlException(
                    Reason.TOO_LARGE,
                    "page %d of the PDF is %.0f x %.0f points: it cannot be drawn with at most %d pixels"
                            .formatted(index + 1, size.width, size.height, limits.pixels()));
        }
        return dpi;
    }

    /** As it is shown, in points. */
    private Size size(int index) {
        PDPage page = document.getPage(index);
        PDRectangle box = page.getCropBox();
        boolean sideways = page.getRotation() % 180 != 0;
        return new Size(sideways ? box.getHeight() : box.getWidth(), sideways ? box.getWidth() : box.getHeight());
    }

    private record Size(double width, double height) {

        int pixels(double points, double dpi) {
            return (int) Math.max(1, Math.round(points * dpi / POINTS_PER_INCH));
        }
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(document);
    }
}
