package org.lyceum.ml.ocr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/** PDFs that look as what was read does, with what was read over it, unseen. */
final class SearchablePdf {

    private static final float LONG_SIDE_OF_A4 = PDRectangle.A4.getHeight();

    private SearchablePdf() {}

    /** @throws MlException when the file is not the one that was read, or nothing can be written */
    static void write(Leptonica leptonica, Path media, Document.Pages read, Limits limits, Path target) {
        try {
            if (PdfFile.isPdf(media)) {
                layOverPdf(media, read.pages(), target);
            } else {
                layOverPictures(leptonica, media, read.pages(), limits, target);
            }
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "the PDF cannot be written (%s)".formatted(e.getMessage()), e);
        }
    }

    /** Pages that have their own text are left as they are. */
    private static void layOverPdf(Path media, List<Page> read, Path target) throws IOException {
        try (PDDocument document = PdfFile.load(media)) {
            if (document.getNumberOfPages() != read.size()) {
                throw new MlException(Reason.UNREADABLE, "the PDF has other pages than were read");
            }
            InvisibleText text = new InvisibleText(document);
            for (Page page : read) {
                PDPage over = document.getPage(page.number() - 1);
                if (page.origin() == Page.Origin.OCR && over.getRotation() == 0) {
                    text.lay(page, over);
                }
            }
            document.setAllSecurityToBeRemoved(true);
            document.save(target.toFile());
        }
    }

    private static void layOverPictures(Leptonica leptonica, Path media, List<Page> read, Limits limits, Path target)
            throws IOException {
        try (PictureFile picture = PictureFile.open(leptonica, media, limits);
                PDDocument document = new PDDocument()) {
            InvisibleText text = new InvisibleText(document);
            for (Page page : read) {
                PDImageXObject image = LosslessFactory.createFromImage(document, picture.colours(page.number() - 1));
                float scale = LONG_SIDE_OF_A4 / Math.max(page.width(), page.height());
                PDPage made = new PDPage(new PDRectangle(page.width() * scale, page.height() * scale));
                document.addPage(made);
                try (PDPageContentStream content = new PDPageContentStream(document, made)) {
                    content.drawImage(
                            image,
                            0,
                            0,
                            made.getCropBox().getWidth(),
                            made.getCropBox().getHeight());
                }
                text.lay(page, made);
            }
            document.save(target.toFile());
        }
    }
}
