package org.lyceum.ml.ocr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.PartListener;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;

/** Reads pictures and PDFs page by page. Keeps the handle of the language that was read last. */
final class TesseractEngine implements Engine {

    private final Leptonica leptonica;
    private final Path tessdata;
    private @Nullable Tesseract orientation;
    private @Nullable Tesseract reader;
    private String language = "";

    TesseractEngine(Leptonica leptonica, Path tessdata) {
        this.leptonica = leptonica;
        this.tessdata = tessdata;
    }

    @Override
    public Summary read(Path media, Settings settings, PartListener listener) {
        listener.checkCancelled();
        PageReader pages = new PageReader(reader(settings.language()), orientation());
        Limits limits = settings.limits();
        try {
            if (PdfFile.isPdf(media)) {
                try (PdfFile pdf = PdfFile.open(media, limits)) {
                    return eachPage(pdf.pages(), index -> pdf.page(index, leptonica, pages), listener);
                }
            }
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "the file cannot be read (%s)".formatted(e.getMessage()), e);
        }
        try (PictureFile picture = PictureFile.open(leptonica, media, limits)) {
            int count = picture.pages();
            if (count > limits.pages()) {
                throw new MlException(
                        Reason.TOO_LARGE,
                        "the TIFF has more than %d pages, which are read at most: split it".formatted(limits.pages()));
            }
            return eachPage(
                    count,
                    index -> {
                        try (Pixels pixels = picture.page(index)) {
                            return pages.read(pixels, index + 1);
                        }
                    },
                    listener);
        }
    }

    @Override
    public void writePdf(Path media, Document.Pages read, Limits limits, Path target) {
        SearchablePdf.write(leptonica, media, read, limits, target);
    }

    private static Summary eachPage(int count, IntFunction<Page> read, PartListener listener) {
        for (int i = 0; i < count; i++) {
            listener.checkCancelled();
            listener.progress((double) i / count, "reading page %d of %d".formatted(i + 1, count));
            listener.part(read.apply(i));
        }
        return new Summary(count, 0);
    }

    private Tesseract reader(String wanted) {
        if (reader == null || !language.equals(wanted)) {
            if (reader != null) {
                reader.close();
                reader = null;
            }
            reader = Tesseract.open(tessdata, wanted);
            language = wanted;
        }
        return reader;
    }

    private Tesseract orientation() {
        if (orientation == null) {
            orientation = Tesseract.open(tessdata, "osd");
        }
        return orientation;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        if (orientation != null) {
            orientation.close();
        }
    }
}
