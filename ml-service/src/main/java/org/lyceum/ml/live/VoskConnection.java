package org.lyceum.ml.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.worker.LiveSpeech;
import org.lyceum.ml.worker.Workers;
import org.springframework.web.reactive.socket.CloseStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One client that speaks. What it says is dealt with by one thread at a time. */
final class VoskConnection implements LiveSpeech.Listener, AutoCloseable {

    private static final int USUAL_SAMPLE_RATE = 16_000;

    private final Workers workers;
    private final String engine;
    private final Duration longest;
    private final Sinks.Many<String> answers = Sinks.many().unicast().onBackpressureBuffer();
    private int sampleRate = USUAL_SAMPLE_RATE;
    private volatile boolean withWords = true;
    private volatile CloseStatus status = CloseStatus.NORMAL;
    private volatile boolean ended;
    private @Nullable LiveSpeech speech;

    VoskConnection(Workers workers, String engine, Duration longest) {
        this.workers = workers;
        this.engine = engine;
        this.longest = longest;
    }

    /** What is to be said to the client; ends when the connection is to be closed. */
    Flux<String> answers() {
        return answers.asFlux();
    }

    /** Why it is closed, once {@link #answers} has ended. */
    CloseStatus status() {
        return status;
    }

    void text(String message) {
        if (ended) {
            return;
        }
        try {
            switch (VoskMessages.parse(message)) {
                case VoskMessages.Order.Config config -> {
                    sampleRate = config.sampleRate() == null ? sampleRate : config.sampleRate();
                    withWords = config.words() == null ? withWords : config.words();
                }
                case VoskMessages.Order.End _ -> speech().finish();
            }
        } catch (MlException e) {
            failed(e);
        }
    }

    void audio(byte[] pcm) {
        if (ended) {
            return;
        }
        try {
            speech().audio(pcm);
        } catch (MlException e) {
            failed(e);
        }
    }

    private LiveSpeech speech() {
        if (speech == null) {
            speech = workers.listen(engine, sampleRate, longest, this);
        }
        return speech;
    }

    @Override
    public void partial(String text) {
        answers.tryEmitNext(VoskMessages.partial(text));
    }

    @Override
    public void utterance(Utterance utterance) {
        answers.tryEmitNext(VoskMessages.result(utterance, withWords));
    }

    @Override
    public void finished() {
        ended = true;
        answers.tryEmitComplete();
    }

    /** A WebSocket's reason has room for 123 bytes (RFC 6455, section 5.5). */
    @Override
    public void failed(MlException reason) {
        ended = true;
        CloseStatus kind = switch (reason.reason()) {
            case UNSUPPORTED -> CloseStatus.BAD_DATA;
            case BUSY -> CloseStatus.SERVICE_OVERLOAD;
            default -> CloseStatus.SERVER_ERROR;
        };
        String message = reason.getMessage();
        status = kind.withReason(message.length() > 100 ? message.substring(0, 100) : message);
        answers.tryEmitComplete();
    }

    @Override
    public void close() {
        ended = true;
        if (speech != null) {
            speech.close();
        }
        answers.tryEmitComplete();
    }
}
