package org.lyceum.ml.speech;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/**
 * The sound of an audio or video file, as mono at 16 kHz. FFmpeg gets to see this one file alone: no other protocol than
 * {@code file}, and none of the formats that name further files, such as playlists.
 */
final class Recording implements AutoCloseable {

    private static final String FORMATS = "wav,mp3,mov,ogg,matroska,flac,aac,aiff,asf,avi,mpegts";
    private static final int MAX_CHANNELS = 32;

    private final AVFormatContext format;
    private final AVCodecContext codec;
    private final int stream;
    private final Limits limits;
    private final double duration;

    private Recording(AVFormatContext format, AVCodecContext codec, int stream, Limits limits, double duration) {
        this.format = format;
        this.codec = codec;
        this.stream = stream;
        this.limits = limits;
        this.duration = duration;
    }

    /** Who listens. */
    @FunctionalInterface
    interface Listener {

        /** Signed 16 bit samples, little-endian. */
        void pcm(byte[] samples);
    }

    /** @throws MlException when it has no sound that can be decoded, or says itself that it is too long */
    static Recording open(Path file, Limits limits) {
        av_log_set_level(AV_LOG_QUIET);
        AVFormatContext format = openFile(file);
        AVCodecContext codec = null;
        boolean opened = false;
        try {
            if (avformat_find_stream_info(format, (AVDictionary) null) < 0) {
                throw unreadable("the recording is broken: its streams cannot be told");
            }
            AVCodec decoder = new AVCodec(null);
            int stream = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, decoder, 0);
            if (stream < 0) {
                throw unreadable("the file has no sound that can be decoded");
            }
            AVStream audio = format.streams(stream);
            int channels = audio.codecpar().ch_layout().nb_channels();
            if (channels > MAX_CHANNELS) {
                throw new MlException(
                        Reason.TOO_LARGE,
                        "the recording has %d channels, at most %d are read".formatted(channels, MAX_CHANNELS));
            }
            double duration = Math.max(0, (double) format.duration() / AV_TIME_BASE);
            requireShort(duration, limits);
            codec = avcodec_alloc_context3(decoder);
            if (avcodec_parameters_to_context(codec, audio.codecpar()) < 0
                    || avcodec_open2(codec, decoder, (AVDictionary) null) < 0) {
                throw unreadable("the sound of the file cannot be decoded");
            }
            opened = true;
            return new Recording(format, codec, stream, limits, duration);
        } finally {
            if (!opened) {
                if (codec != null) {
                    avcodec_free_context(codec);
                }
                avformat_close_input(format);
            }
        }
    }

    private static AVFormatContext openFile(Path file) {
        AVFormatContext format = avformat_alloc_context();
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "format_whitelist", FORMATS, 0);
            av_dict_set(options, "protocol_whitelist", "file", 0);
            // freed by the call when it fails
            if (avformat_open_input(format, "file:" + file.toAbsolutePath(), null, options) < 0) {
                throw unreadable("no recording that can be read: expected one of " + FORMATS.replace(",", ", "));
            }
            return format;
        } finally {
            av_dict_free(options);
        }
    }

    /** Seconds, as the file says; 0 when it does not. */
    double duration() {
        return duration;
    }

    /**
     * Decodes all of it. Broken packets are skipped.
     *
     * @return seconds of sound
     * @throws MlException when there is no sound, or more than allowed
     */
    double decode(Listener listener) {
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try (Resampler resampler = new Resampler()) {
            while (av_read_frame(format, packet) >= 0) {
                if (packet.stream_index() == stream) {
                    decode(packet, frame, resampler, listener);
                }
                av_packet_unref(packet);
            }
            decode(null, frame, resampler, listener);
            listener.pcm(resampler.rest());
            if (resampler.seconds() == 0) {
                throw unreadable("the recording is broken: nothing of it can be decoded");
            }
            return resampler.seconds();
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
        }
    }

    private void decode(@Nullable AVPacket packet, AVFrame frame, Resampler resampler, Listener listener) {
        if (avcodec_send_packet(codec, packet) < 0) {
            return;
        }
        while (avcodec_receive_frame(codec, frame) >= 0) {
            byte[] pcm = resampler.resample(frame);
            requireShort(resampler.seconds(), limits);
            listener.pcm(pcm);
        }
    }

    private static void requireShort(double seconds, Limits limits) {
        if (seconds > limits.seconds()) {
            throw new MlException(
                    Reason.TOO_LARGE,
                    "the recording is longer than %d seconds, which are read at most: split it"
                            .formatted(limits.seconds()));
        }
    }

    private static MlException unreadable(String what) {
        return new MlException(Reason.UNREADABLE, what);
    }

    @Override
    public void close() {
        avcodec_free_context(codec);
        avformat_close_input(format);
    }
}
