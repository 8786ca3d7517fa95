package org.lyceum.ml.ocr;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.TessAPI1;
import org.lyceum.ml.document.Box;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Word;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/**
 * One warm handle of Tesseract, for one thread. Tess4J's {@code doOCR} would load the language again for each page, which
 * takes as long as reading it; two threads on one handle crash the process.
 */
final class Tesseract implements AutoCloseable {

    /** Of a page whose resolution nobody knows: Tesseract's own guess is 70, from which it draws wrong conclusions. */
    private static final int USUAL_RESOLUTION = 300;

    private static final int LOWEST_RESOLUTION = 70;
    private static final int WORD_LEVEL = 5;
    private static final int COLUMNS = 12;

    /** Below this, orientation was wrong as often as right. */
    private static final float MIN_ORIENTATION_CONFIDENCE = 2;

    private final TessBaseAPI handle;

    private Tesseract(TessBaseAPI handle) {
        this.handle = handle;
    }

    /** @throws MlException when the language's data cannot be loaded */
    static Tesseract open(Path tessdata, String language) {
        TessBaseAPI handle = TessAPI1.TessBaseAPICreate();
        if (TessAPI1.TessBaseAPIInit3(handle, tessdata.toString(), language) != 0) {
            TessAPI1.TessBaseAPIDelete(handle);
            throw new MlException(
                    Reason.UNAVAILABLE, "language data '%s' in %s cannot be loaded".formatted(language, tessdata));
        }
        return new Tesseract(handle);
    }

    static String version() {
        return TessAPI1.TessVersion();
    }

    List<Line> read(Pixels page) {
        TessAPI1.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_AUTO);
        set(page);
        try {
            return lines(text(TessAPI1.TessBaseAPIGetTsvText(handle, 0)));
        } finally {
            TessAPI1.TessBaseAPIClear(handle);
        }
    }

    /** Quarter turns clockwise that make the page upright; 0 when that cannot be told. Wants the data of {@code osd}. */
    int quarterTurns(Pixels page) {
        TessAPI1.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_OSD_ONLY);
        set(page);
        try {
            IntBuffer degrees = IntBuffer.allocate(1);
            FloatBuffer confidence = FloatBuffer.allocate(1);
            int found = TessAPI1.TessBaseAPIDetectOrientationScript(
                    handle, degrees, confidence, new PointerByReference(), FloatBuffer.allocate(1));
            return found == 0 || confidence.get(0) < MIN_ORIENTATION_CONFIDENCE ? 0 : (4 - degrees.get(0) / 90) % 4;
        } finally {
            TessAPI1.TessBaseAPIClear(handle);
        }
    }

    private void set(Pixels page) {
        page.withRows(
                rows -> TessAPI1.TessBaseAPISetImage(handle, rows, page.width(), page.height(), 1, page.stride()));
        TessAPI1.TessBaseAPISetSourceResolution(
                handle, page.resolution() < LOWEST_RESOLUTION ? USUAL_RESOLUTION : page.resolution());
    }

    private static String text(Pointer pointer) {
        if (pointer == null) {
            return "";
        }
        try {
            return pointer.getString(0, StandardCharsets.UTF_8.name());
        } finally {
            TessAPI1.TessDeleteText(pointer);
        }
    }

    /** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
    static List<Line> lines(String tsv) {
        List<Line> lines = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        String lineKey = "";
        String paragraphKey = "";
        int paragraph = 0;
        for (String row : tsv.split("\n", -1)) {
            String[] columns = row.split("\t", COLUMNS);
            if (columns.length < COLUMNS || !columns[0].equals(Integer.toString(WORD_LEVEL)) || columns[11].isBlank()) {
                continue;
            }
            String ofParagraph = columns[2] + "." + columns[3];
            String ofLine = ofParagraph + "." + columns[4];
            if (!ofLine.equals(lineKey) && !words.isEmpty()) {
                lines.add(new Line(paragraph, words));
                words = new ArrayList<>();
            }
            if (!ofParagraph.equals(paragraphKey)) {
                paragraph++;
            }
            lineKey = ofLine;
            paragraphKey = ofParagraph;
            Box box = new Box(number(columns[6]), number(columns[7]), number(columns[8]), number(columns[9]));
            words.add(new Word(columns[11].strip(), box, Math.clamp(Double.parseDouble(columns[10]) / 100, 0, 1)));
        }
        if (!words.isEmpty()) {
            lines.add(new Line(paragraph, words));
        }
        return lines;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    @Override
    public void close() {
        TessAPI1.TessBaseAPIDelete(handle);
    }
}
