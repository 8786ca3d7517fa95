package org.lyceum.ml.speech;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/** Turns frames of any shape, which may change midway, into mono at 16 kHz. */
final class Resampler implements AutoCloseable {

    static final int SAMPLE_RATE = 16_000;

    private static final int BYTES_PER_SAMPLE = 2;

    private final AVChannelLayout mono = new AVChannelLayout();
    private @Nullable SwrContext context;
    private @Nullable Shape shape;
    private long samples;

    Resampler() {
        av_channel_layout_default(mono, 1);
    }

    private record Shape(int format, int rate, int channels) {}

    /** Seconds that came out so far. */
    double seconds() {
        return (double) samples / SAMPLE_RATE;
    }

    /** What comes out for this frame; some of it may follow with the next. */
    byte[] resample(AVFrame frame) {
        if (frame.ch_layout().order() == AV_CHANNEL_ORDER_UNSPEC) {
            av_channel_layout_default(frame.ch_layout(), frame.ch_layout().nb_channels());
        }
        Shape now =
                new Shape(frame.format(), frame.sample_rate(), frame.ch_layout().nb_channels());
        SwrContext current = context;
        if (current == null || !now.equals(shape)) {
            close();
            current = open(frame);
            context = current;
            shape = now;
        }
        return convert(current, frame.extended_data(), frame.nb_samples());
    }

    /** What is left after the last frame. */
    byte[] rest() {
        return context == null ? new byte[0] : convert(context, null, 0);
    }

    private SwrContext open(AVFrame frame) {
        PointerPointer<SwrContext> made = new PointerPointer<>(1);
        made.put(0, (Pointer) null);
        int failed = swr_alloc_set_opts2(
                made,
                mono,
                AV_SAMPLE_FMT_S16,
                SAMPLE_RATE,
                frame.ch_layout(),
                frame.format(),
                frame.sample_rate(),
                0,
                null);
        SwrContext opened = failed < 0 ? null : made.get(SwrContext.class);
        if (opened == null || swr_init(opened) < 0) {
            throw new MlException(
                    Reason.UNREADABLE,
                    "sound of %d channels at %d Hz cannot be converted"
                            .formatted(frame.ch_layout().nb_channels(), frame.sample_rate()));
        }
        return opened;
    }

    private byte[] convert(SwrContext current, @Nullable PointerPointer<?> in, int count) {
        int room = swr_get_out_samples(current, count);
        if (room <= 0) {
            return new byte[0];
        }
        try (BytePointer buffer = new BytePointer((long) room * BYTES_PER_SAMPLE);
                PointerPointer<BytePointer> out = new PointerPointer<>(1)) {
            out.put(0, buffer);
            int converted = Math.max(0, swr_convert(current, out, room, in, count));
            byte[] pcm = new byte[converted * BYTES_PER_SAMPLE];
            buffer.get(pcm);
            samples += converted;
            return pcm;
        }
    }

    @Override
    public void close() {
        if (context != null) {
            swr_free(context);
            context = null;
        }
    }
}
