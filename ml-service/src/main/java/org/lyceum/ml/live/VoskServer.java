package org.lyceum.ml.live;

import java.time.Duration;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.Engines;
import org.lyceum.ml.worker.Workers;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Speaks as vosk-server does. A client may send a {@code config}, then audio as binary messages of signed 16 bit samples
 * (little-endian, mono), each answered with a {@code partial} or a {@code result}, then {@code eof}, which is answered
 * with the last result and the end.
 */
public final class VoskServer implements WebSocketHandler {

    /** Messages of one client that may wait. */
    private static final int AHEAD = 16;

    private final Workers workers;
    private final Engines engines;
    private final Duration longest;
    private final Duration patience;

    /**
     * Follows those who speak.
     *
     * @param longest time that one may speak
     * @param patience with one who says nothing
     */
    public VoskServer(Workers workers, Engines engines, Duration longest, Duration patience) {
        this.workers = workers;
        this.engines = engines;
        this.longest = longest;
        this.patience = patience;
    }

    private sealed interface Said {

        record Text(String text) implements Said {}

        record Audio(byte[] pcm) implements Said {}
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
        return Mono.fromCallable(engines::live)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(info -> converse(session, info));
    }

    private Mono<Void> converse(WebSocketSession session, EngineInfo info) {
        VoskConnection connection = new VoskConnection(workers, info.name(), longest);
        Mono<Void> in = session.receive()
                .timeout(patience)
                .map(VoskServer::said)
                .publishOn(Schedulers.boundedElastic(), AHEAD)
                .doOnNext(said -> {
                    switch (said) {
                        case Said.Text text -> connection.text(text.text());
                        case Said.Audio audio -> connection.audio(audio.pcm());
                    }
                })
                .then()
                .onErrorComplete()
                .doFinally(_ -> connection.close());
        Mono<Void> out = session.send(connection.answers().map(session::textMessage))
                .then(Mono.defer(() -> session.close(connection.status())));
        return Mono.when(in, out);
    }

    private static Said said(WebSocketMessage message) {
        if (message.getType() != WebSocketMessage.Type.BINARY) {
            return new Said.Text(message.getPayloadAsText());
        }
        DataBuffer payload = message.getPayload();
        byte[] pcm = new byte[payload.readableByteCount()];
        payload.read(pcm);
        return new Said.Audio(pcm);
    }
}
