package org.lyceum.ml.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Part;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.EngineProvider;
import org.lyceum.ml.engine.LiveSession;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.PartListener;
import org.lyceum.ml.engine.Summary;

/**
 * The process in which engines run. Does one thing at a time, as it is told through its standard input, and answers
 * through its standard output; ends when its node does. Keeps the engine that it used last.
 */
public final class WorkerMain {

    /** Audio that may wait: a few seconds of it. */
    private static final int MAX_WAITING = 64;

    private final EngineHome home;
    private final Pipe pipe;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private volatile boolean cancelled;
    private @Nullable Engine engine;
    private String engineName = "";

    private WorkerMain(EngineHome home, Pipe pipe) {
        this.home = home;
        this.pipe = pipe;
    }

    /** Arguments: the folder of the engines, and, if there is one, that of further language data. */
    static void main(String[] arguments) throws InterruptedException {
        InputStream in = System.in;
        PrintStream out = System.out;
        System.setOut(System.err);
        EngineHome home = new EngineHome(
                Path.of(arguments[0]), arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty());
        WorkerMain worker = new WorkerMain(home, new Pipe(in, out));
        Thread.ofPlatform().daemon().name("orders").start(worker::receive);
        try {
            while (true) {
                worker.obey(worker.waiting.take());
            }
        } catch (IOException e) {
            halt(0);
        }
    }

    /** Without shutdown hooks: native threads may still be at work. */
    private static void halt(int status) {
        Runtime.getRuntime().halt(status);
    }

    private void receive() {
        try {
            for (Message message = pipe.receive(); message != null; message = pipe.receive()) {
                if (message instanceof Message.Cancel) {
                    cancelled = true;
                }
                waiting.put(message);
            }
        } catch (IOException e) {
            halt(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt(0);
    }

    private void obey(Message message) throws IOException, InterruptedException {
        try {
            switch (message) {
                case Message.Read read -> {
                    Summary summary =
                            engine(read.engine()).read(Path.of(read.media()), read.settings(), new PipeListener());
                    pipe.send(new Message.Done(summary));
                }
                case Message.WritePdf pdf -> {
                    engine(pdf.engine())
                            .writePdf(Path.of(pdf.media()), pdf.read(), pdf.limits(), Path.of(pdf.target()));
                    pipe.send(new Message.Done(new Summary(pdf.read().pages().size(), 0)));
                }
                case Message.Listen listen -> listen(listen);
                case Message.Cancel _ -> cancelled = false;
                default -> {
                    // what was still on its way when a session ended
                }
            }
        } catch (MlException e) {
            pipe.send(new Message.Failed(e.reason(), e.getMessage()));
        } catch (BrokenPipe e) {
            throw e.cause;
        } catch (RuntimeException | LinkageError e) {
            pipe.send(new Message.Failed(Reason.UNAVAILABLE, "%s has failed (%s)".formatted(engineName, e)));
        }
    }

    private void listen(Message.Listen listen) throws IOException, InterruptedException {
        try (LiveSession session = engine(listen.engine()).listen(listen.sampleRate())) {
            while (true) {
                switch (waiting.take()) {
                    case Message.Audio audio ->
                        pipe.send(
                                switch (session.accept(audio.pcm())) {
                                    case LiveSession.Heard.Partial partial -> new Message.Partial(partial.text());
                                    case LiveSession.Heard.Ended ended -> new Message.Heard(ended.utterance());
                                });
                    case Message.EndOfAudio _ -> {
                        pipe.send(new Message.Heard(session.finish()));
                        pipe.send(new Message.Done(new Summary(0, 0)));
                        return;
                    }
                    case Message.Cancel _ -> {
                        cancelled = false;
                        pipe.send(new Message.Failed(Reason.CANCELLED, "called off"));
                        return;
                    }
                    default -> throw new IOException("out of turn");
                }
            }
        }
    }

    private Engine engine(String name) {
        if (engine == null || !engineName.equals(name)) {
            if (engine != null) {
                engine.close();
                engine = null;
            }
            engine = provider(name).open(home);
            engineName = name;
        }
        return engine;
    }

    private EngineProvider provider(String name) {
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.installed(home)
                        .map(EngineInfo::name)
                        .filter(name::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new MlException(Reason.UNSUPPORTED, "engine '%s' is not installed".formatted(name)));
    }

    /** The node is gone; engines know no checked exceptions. */
    private static final class BrokenPipe extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final IOException cause;

        BrokenPipe(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /** Tells the node. */
    private final class PipeListener implements PartListener {

        @Override
        public void part(Part part) {
            send(
                    switch (part) {
                        case Page page -> new Message.PageRead(page);
                        case Utterance utterance -> new Message.Heard(utterance);
                    });
        }

        @Override
        public void progress(double share, String doing) {
            send(new Message.Progress(share, doing));
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        private void send(Message message) {
            try {
                pipe.send(message);
            } catch (IOException e) {
                throw new BrokenPipe(e);
            }
        }
    }
}
