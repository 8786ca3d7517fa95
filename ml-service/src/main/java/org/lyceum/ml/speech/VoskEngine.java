package org.lyceum.ml.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.LiveSession;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.PartListener;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;
import org.vosk.Model;

/** Understands speech, utterance by utterance. Keeps the model that was used last. */
final class VoskEngine implements Engine {

    /** Recognizers want little at once, or an utterance's end goes unnoticed within. */
    private static final int CHUNK_BYTES = Resampler.SAMPLE_RATE * 2 / 4;

    private final Map<String, Path> models;
    private @Nullable Model model;
    private String language = "";

    VoskEngine(Map<String, Path> models) {
        this.models = Map.copyOf(models);
    }

    @Override
    public Summary read(Path media, Settings settings, PartListener listener) {
        listener.checkCancelled();
        try {
            if (Files.size(media) == 0) {
                throw new MlException(Reason.UNREADABLE, "the file is empty");
            }
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "the file cannot be read (%s)".formatted(e.getMessage()), e);
        }
        try (Recording recording = Recording.open(media, settings.limits());
                VoskSession session = new VoskSession(model(settings.language()), Resampler.SAMPLE_RATE)) {
            Transcription transcription = new Transcription(session, recording.duration(), listener);
            double seconds = recording.decode(transcription::pcm);
            transcription.end();
            return new Summary(0, seconds);
        }
    }

    @Override
    public LiveSession listen(int sampleRate) {
        return new VoskSession(model(VoskModels.DEFAULT_LANGUAGE), sampleRate);
    }

    private Model model(String wanted) {
        if (model == null || !language.equals(wanted)) {
            if (model != null) {
                model.close();
                model = null;
            }
            try {
                model = new Model(String.valueOf(models.get(wanted)));
            } catch (IOException e) {
                throw new MlException(
                        Reason.UNAVAILABLE, "the model in %s cannot be loaded".formatted(models.get(wanted)), e);
            }
            language = wanted;
        }
        return model;
    }

    /** One recording on its way through the recognizer. */
    private static final class Transcription {

        private final VoskSession session;
        private final double duration;
        private final PartListener listener;
        private byte[] waiting = new byte[0];
        private long heard;

        Transcription(VoskSession session, double duration, PartListener listener) {
            this.session = session;
            this.duration = duration;
            this.listener = listener;
        }

        void pcm(byte[] samples) {
            byte[] all = Arrays.copyOf(waiting, waiting.length + samples.length);
            System.arraycopy(samples, 0, all, waiting.length, samples.length);
            int at = 0;
            for (; all.length - at >= CHUNK_BYTES; at += CHUNK_BYTES) {
                chunk(Arrays.copyOfRange(all, at, at + CHUNK_BYTES));
            }
            waiting = Arrays.copyOfRange(all, at, all.length);
        }

        private void chunk(byte[] pcm) {
            listener.checkCancelled();
            if (session.accept(pcm) instanceof LiveSession.Heard.Ended ended
                    && !ended.utterance().words().isEmpty()) {
                listener.part(ended.utterance());
            }
            heard += pcm.length;
            double seconds = (double) heard / (2 * Resampler.SAMPLE_RATE);
            listener.progress(
                    duration == 0 ? 0 : Math.min(1, seconds / duration), "heard %.0f seconds".formatted(seconds));
        }

        void end() {
            if (waiting.length > 0) {
                chunk(waiting);
            }
            var last = session.finish();
            if (!last.words().isEmpty()) {
                listener.part(last);
            }
        }
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
