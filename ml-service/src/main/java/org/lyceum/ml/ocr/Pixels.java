package org.lyceum.ml.ocr;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An image of 8 bit gray in Leptonica's memory. */
final class Pixels implements AutoCloseable {

    /** Leptonica looks for skew in images reduced by these, which is as exact and four times as fast. */
    private static final int SWEEP_REDUCTION = 4;

    private static final int SEARCH_REDUCTION = 2;

    /** Estimates beyond were wrong more often than right. */
    private static final float MAX_SKEW = 9;

    /** Below this ratio of the best angle's score to the worst's, the page has no lines to go by. */
    private static final float MIN_SKEW_CONFIDENCE = 3;

    private static final int MIDDLE_GRAY = 128;
    private static final int WHITE = 0xffffff00;

    private final Leptonica leptonica;
    private final Pointer pix;
    private final int resolution;

    private Pixels(Leptonica leptonica, Pointer pix, int resolution) {
        this.leptonica = leptonica;
        this.pix = pix;
        this.resolution = resolution;
    }

    /**
     * A decoded image turned to gray, on white where it is transparent. It is destroyed.
     *
     * @throws IllegalStateException when memory is out
     */
    static Pixels grayOf(Leptonica leptonica, Pointer decoded) {
        int resolution = leptonica.pixGetXRes(decoded);
        Pointer opaque = opaque(leptonica, decoded);
        Pointer gray = leptonica.pixConvertTo8(opaque, 0);
        destroy(leptonica, opaque);
        return new Pixels(leptonica, required(gray), resolution);
    }

    /** A decoded image in its colours, on white where it is transparent. It is destroyed. */
    static BufferedImage colourOf(Leptonica leptonica, Pointer decoded) {
        Pointer opaque = opaque(leptonica, decoded);
        Pointer full = required(leptonica.pixConvertTo32(opaque));
        destroy(leptonica, opaque);
        try {
            int width = leptonica.pixGetWidth(full);
            int height = leptonica.pixGetHeight(full);
            int[] words = leptonica.pixGetData(full).getIntArray(0, width * height);
            for (int i = 0; i < words.length; i++) {
                // from RGBA
                words[i] >>>= 8;
            }
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.getRaster().setDataElements(0, 0, width, height, words);
            return image;
        } finally {
            destroy(leptonica, full);
        }
    }

    /** An image from rows of gray bytes. */
    static Pixels of(Leptonica leptonica, byte[] gray, int width, int height, int resolution) {
        Pixels pixels = new Pixels(leptonica, required(leptonica.pixCreate(width, height, 8)), resolution);
        ByteBuffer rows = pixels.memory();
        int stride = pixels.stride();
        for (int y = 0; y < height; y++) {
            rows.put(y * stride, gray, y * width, width);
        }
        required(leptonica.pixEndianByteSwap(pixels.pix) == 0 ? pixels.pix : null);
        return pixels;
    }

    private static Pointer opaque(Leptonica leptonica, Pointer decoded) {
        if (leptonica.pixGetDepth(decoded) != 32 || leptonica.pixGetSpp(decoded) != 4) {
            return decoded;
        }
        Pointer blended = required(leptonica.pixAlphaBlendUniform(decoded, WHITE));
        destroy(leptonica, decoded);
        return blended;
    }

    int width() {
        return leptonica.pixGetWidth(pix);
    }

    int height() {
        return leptonica.pixGetHeight(pix);
    }

    /** Pixels an inch, 0 when nobody knows. */
    int resolution() {
        return resolution;
    }

    /** Bytes of a row. */
    int stride() {
        return leptonica.pixGetWpl(pix) * 4;
    }

    /** Hands the rows, {@link #stride} bytes each, to someone who does not keep them. */
    void withRows(Consumer<ByteBuffer> reader) {
        // Leptonica keeps words in the machine's order, rows of bytes are in the other
        leptonica.pixEndianByteSwap(pix);
        try {
            reader.accept(memory());
        } finally {
            leptonica.pixEndianByteSwap(pix);
        }
    }

    private ByteBuffer memory() {
        return leptonica.pixGetData(pix).getByteBuffer(0, (long) stride() * height());
    }

    /** Degrees by which its lines fall to the right; 0 when that cannot be told. */
    double skew() {
        try (Pixels even = evenlyLit()) {
            Pointer binary = required(leptonica.pixThresholdToBinary(even.pix, MIDDLE_GRAY));
            try {
                FloatByReference degrees = new FloatByReference();
                FloatByReference confidence = new FloatByReference();
                int failed = leptonica.pixFindSkewSweepAndSearch(
                        binary, degrees, confidence, SWEEP_REDUCTION, SEARCH_REDUCTION, MAX_SKEW, 1, 0.05f);
                return failed != 0 || confidence.getValue() < MIN_SKEW_CONFIDENCE ? 0 : -degrees.getValue();
            } finally {
                destroy(leptonica, binary);
            }
        }
    }

    /** Turned counterclockwise about its centre, within the same size. */
    Pixels straightened(double degrees) {
        return with(leptonica.pixRotate(
                pix, (float) -Math.toRadians(degrees), Leptonica.L_ROTATE_AREA_MAP, Leptonica.L_BRING_IN_WHITE, 0, 0));
    }

    /** With paper of the same brightness everywhere; the same image where that cannot be found. */
    Pixels evenlyLit() {
        Pointer even = leptonica.pixBackgroundNormSimple(pix, Pointer.NULL, Pointer.NULL);
        return with(even == null ? leptonica.pixClone(pix) : even);
    }

    Pixels inverted() {
        return with(leptonica.pixInvert(Pointer.NULL, pix));
    }

    Pixels scaled(double factor) {
        return new Pixels(leptonica, required(leptonica.pixScale(pix, (float) factor, (float) factor)), (int)
                Math.round(resolution * factor));
    }

    /** Clockwise. */
    Pixels turned(int quarterTurns) {
        return with(leptonica.pixRotateOrth(pix, quarterTurns));
    }

    /** Whether most of it is dark, as on a screenshot of light text. */
    boolean isDark() {
        boolean[] dark = new boolean[1];
        withRows(rows -> {
            int step = Math.max(1, Math.min(width(), height()) / 200);
            long sum = 0;
            long count = 0;
            for (int y = 0; y < height(); y += step) {
                for (int x = 0; x < width(); x += step) {
                    sum += rows.get(y * stride() + x) & 0xff;
                    count++;
                }
            }
            dark[0] = count > 0 && sum / count < MIDDLE_GRAY;
        });
        return dark[0];
    }

    private Pixels with(@Nullable Pointer changed) {
        return new Pixels(leptonica, required(changed), resolution);
    }

    private static Pointer required(@Nullable Pointer pix) {
        if (pix == null) {
            throw new IllegalStateException("Leptonica made no image");
        }
        return pix;
    }

    private static void destroy(Leptonica leptonica, Pointer pix) {
        leptonica.pixDestroy(new PointerByReference(pix));
    }

    @Override
    public void close() {
        destroy(leptonica, pix);
    }
}
