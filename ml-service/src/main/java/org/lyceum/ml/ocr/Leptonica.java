package org.lyceum.ml.ocr;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Set;

/**
 * The few functions of Leptonica that pages go through, under their own names. Images are opaque; {@link Pixels} owns
 * them. Tess4J's own binding maps 2,600 functions, and copies each image's header at every call.
 */
interface Leptonica extends Library {

    /** IFF_TIFF and what follows it, and IFF_TIFF_JPEG. */
    Set<Integer> TIFF_FORMATS = Set.of(4, 5, 6, 7, 8, 9, 10, 17);

    int L_ROTATE_AREA_MAP = 1;
    int L_BRING_IN_WHITE = 1;
    int L_SEVERITY_NONE = 6;

    static Leptonica load() {
        Leptonica library = Native.load("leptonica", Leptonica.class);
        library.setMsgSeverity(L_SEVERITY_NONE);
        return library;
    }

    int setMsgSeverity(int severity);

    int pixReadHeaderMem(
            Pointer data,
            long size,
            IntByReference format,
            IntByReference width,
            IntByReference height,
            IntByReference bitsPerSample,
            IntByReference samplesPerPixel,
            IntByReference isColormapped);

    int readHeaderMemTiff(
            Pointer data,
            long size,
            int page,
            IntByReference width,
            IntByReference height,
            IntByReference bitsPerSample,
            IntByReference samplesPerPixel,
            IntByReference resolution,
            IntByReference isColormapped,
            IntByReference format);

    Pointer pixReadMem(Pointer data, long size);

    Pointer pixReadMemTiff(Pointer data, long size, int page);

    void pixDestroy(PointerByReference pix);

    int pixGetWidth(Pointer pix);

    int pixGetHeight(Pointer pix);

    int pixGetDepth(Pointer pix);

    int pixGetSpp(Pointer pix);

    int pixGetWpl(Pointer pix);

    int pixGetXRes(Pointer pix);

    Pointer pixGetData(Pointer pix);

    int pixEndianByteSwap(Pointer pix);

    Pointer pixCreate(int width, int height, int depth);

    Pointer pixAlphaBlendUniform(Pointer pix, int color);

    Pointer pixConvertTo8(Pointer pix, int colormapped);

    Pointer pixConvertTo32(Pointer pix);

    Pointer pixClone(Pointer pix);

    Pointer pixInvert(Pointer destination, Pointer pix);

    Pointer pixScale(Pointer pix, float x, float y);

    Pointer pixRotate(Pointer pix, float radians, int type, int background, int width, int height);

    Pointer pixRotateOrth(Pointer pix, int quarterTurns);

    Pointer pixBackgroundNormSimple(Pointer pix, Pointer mask, Pointer gray);

    Pointer pixThresholdToBinary(Pointer pix, int threshold);

    int pixFindSkewSweepAndSearch(
            Pointer binary,
            FloatByReference degrees,
            FloatByReference confidence,
            int sweepReduction,
            int searchReduction,
            float sweepRange,
            float sweepStep,
            float searchStep);
}
