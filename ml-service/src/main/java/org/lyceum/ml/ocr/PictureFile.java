package org.lyceum.ml.ocr;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/** A picture as it came, in memory; TIFF may have many pages. Nothing is decoded before its header has told its size. */
final class PictureFile implements AutoCloseable {

    private final Leptonica leptonica;
    private final Memory data;
    private final long size;
    private final Limits limits;
    private final boolean isTiff;

    private PictureFile(Leptonica leptonica, Memory data, long size, Limits limits, boolean isTiff) {
        this.leptonica = leptonica;
        this.data = data;
        this.size = size;
        this.limits = limits;
        this.isTiff = isTiff;
    }

    /** @throws MlException when it is no picture that is read here */
    static PictureFile open(Leptonica leptonica, Path file, Limits limits) {
        Memory data = null;
        try {
            long size = Files.size(file);
            if (size == 0) {
                throw new MlException(Reason.UNREADABLE, "the file is empty");
            }
            data = new Memory(size);
            try (FileChannel channel = FileChannel.open(file)) {
                for (long at = 0; at < size; ) {
                    at += channel.read(data.getByteBuffer(at, Math.min(size - at, 1 << 20)), at);
                }
            }
            IntByReference format = new IntByReference();
            IntByReference unused = new IntByReference();
            if (leptonica.pixReadHeaderMem(data, size, format, unused, unused, unused, unused, unused) != 0) {
                throw new MlException(
                        Reason.UNREADABLE, "no picture that can be read: expected PNG, JPEG, TIFF, WebP or PDF");
            }
            boolean isTiff = Leptonica.TIFF_FORMATS.contains(format.getValue());
            PictureFile picture = new PictureFile(leptonica, data, size, limits, isTiff);
            data = null;
            return picture;
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "the file cannot be read (%s)".formatted(e.getMessage()), e);
        } finally {
            if (data != null) {
                data.close();
            }
        }
    }

    /** How many pages there are; counting stops one beyond the limit. */
    int pages() {
        if (!isTiff) {
            return 1;
        }
        int pages = 0;
        while (pages <= limits.pages() && tiffSize(pages) != null) {
            pages++;
        }
        return Math.max(1, pages);
    }

    /**
     * Decodes a page.
     *
     * @param index from 0
     * @throws MlException when it has too many pixels, or is broken
     */
    Pixels page(int index) {
        return Pixels.grayOf(leptonica, decode(index));
    }

    /** The same in its colours. */
    BufferedImage colours(int index) {
        return Pixels.colourOf(leptonica, decode(index));
    }

    private Pointer decode(int index) {
        requireSize(index);
        Pointer decoded = isTiff ? leptonica.pixReadMemTiff(data, size, index) : leptonica.pixReadMem(data, size);
        if (decoded == null) {
            throw new MlException(Reason.UNREADABLE, "page %d is broken: it cannot be decoded".formatted(index + 1));
        }
        return decoded;
    }

    private void requireSize(int index) {
        long[] dimensions = isTiff ? tiffSize(index) : headerSize();
        if (dimensions == null) {
            throw new MlException(Reason.UNREADABLE, "page %d is broken: it has no size".formatted(index + 1));
        }
        if (dimensions[0] * dimensions[1] > limits.pixels()) {
            throw new MlException(
                    Reason.TOO_LARGE,
                    "page %d has %d x %d pixels, at most %d in all are read: scale it down"
                            .formatted(index + 1, dimensions[0], dimensions[1], limits.pixels()));
        }
    }

    private long @Nullable [] headerSize() {
        IntByReference width = new IntByReference();
        IntByReference height = new IntByReference();
        IntByReference unused = new IntByReference();
        int failed = leptonica.pixReadHeaderMem(data, size, unused, width, height, unused, unused, unused);
        return dimensions(failed, width, height);
    }

    private long @Nullable [] tiffSize(int index) {
        IntByReference width = new IntByReference();
        IntByReference height = new IntByReference();
        IntByReference unused = new IntByReference();
        int failed =
                leptonica.readHeaderMemTiff(data, size, index, width, height, unused, unused, unused, unused, unused);
        return dimensions(failed, width, height);
    }

    private static long @Nullable [] dimensions(int failed, IntByReference width, IntByReference height) {
        return failed != 0 || width.getValue() <= 0 || height.getValue() <= 0
                ? null
                : new long[] {width.getValue(), height.getValue()};
    }

    @Override
    public void close() {
        data.close();
    }
}
