package org.lyceum.ml.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;

/** Somebody who is being followed. Sent audio is answered in its order, each piece once. */
public final class LiveSpeech implements AutoCloseable {

    private final Worker worker;
    private final Listener listener;
    private final Consumer<Boolean> release;
    private final AtomicBoolean ended = new AtomicBoolean();

    LiveSpeech(Worker worker, Listener listener, Consumer<Boolean> release) {
        this.worker = worker;
        this.listener = listener;
        this.release = release;
    }

    /** Who wants to know what is understood. Called by one thread. */
    public interface Listener {

        /** What somebody seems to be saying; it may still change. */
        void partial(String text);

        /** What somebody has said; empty where nothing was left to understand. */
        void utterance(Utterance utterance);

        /** All was said and understood. */
        void finished();

        /** It cannot go on. */
        void failed(MlException reason);
    }

    /** Tells the worker before any audio can come, which it would drop. */
    void start(String engine, int sampleRate) {
        try {
            worker.send(new Message.Listen(engine, sampleRate));
        } catch (MlException e) {
            release.accept(false);
            throw e;
        }
        Thread.ofPlatform().daemon().name("live-" + worker.pid()).start(this::follow);
    }

    private void follow() {
        boolean healthy = false;
        try {
            healthy = listen();
        } catch (MlException e) {
            if (ended.compareAndSet(false, true)) {
                listener.failed(e);
            }
        } finally {
            release.accept(healthy);
        }
    }

    private boolean listen() {
        while (true) {
            switch (worker.receive()) {
                case Message.Partial partial -> listener.partial(partial.text());
                case Message.Heard heard -> listener.utterance(heard.utterance());
                case Message.Done _ -> {
                    ended.set(true);
                    listener.finished();
                    return true;
                }
                case Message.Failed failed -> throw new MlException(failed.reason(), failed.message());
                default -> worker.kill(new MlException(Reason.CRASHED, "the engine has lost its way"));
            }
        }
    }

    /**
     * More of what is said.
     *
     * @param pcm signed 16 bit samples, little-endian, one channel
     * @throws MlException when it has ended
     */
    public void audio(byte[] pcm) {
        worker.send(new Message.Audio(pcm));
    }

    /** Nothing more is said; what is left is still understood. */
    public void finish() {
        worker.send(new Message.EndOfAudio());
    }

    /** Breaks off, unless it has ended. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            worker.kill(new MlException(Reason.CANCELLED, "broken off"));
        }
    }
}
