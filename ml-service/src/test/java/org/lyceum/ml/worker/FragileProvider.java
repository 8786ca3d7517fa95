package org.lyceum.ml.worker;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.Engine;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.EngineProvider;
import org.lyceum.ml.engine.PartListener;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;

/** An engine that does what the file says, line by line: {@code say}, {@code pid}, and everything that goes wrong. */
public final class FragileProvider implements EngineProvider {

    static final String NAME = "fragile";

    private static final int CHUNK = 64 << 20;
    private static final int MANY = 100;

    @Override
    public Optional<EngineInfo> installed(EngineHome home) {
        return Optional.of(
                new EngineInfo(NAME, EngineInfo.Kind.SPEECH, "none", new TreeSet<>(List.of("en")), "en", false));
    }

    @Override
    public int rank() {
        return -1;
    }

    @Override
    public Engine open(EngineHome home) {
        return new Engine() {

            @Override
            public Summary read(Path media, Settings settings, PartListener listener) {
                try {
                    Files.readAllLines(media).forEach(line -> obey(line, listener));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return new Summary(0, 1);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private static void obey(String line, PartListener listener) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "say" -> say(words[1], listener);
            case "pid" -> say(Long.toString(ProcessHandle.current().pid()), listener);
            case "crash" -> new Pointer(8).setInt(0, 1);
            case "crash-once" -> crashUnlessThere(Path.of(words[1]));
            case "fail" -> throw new IllegalStateException(words[1]);
            case "wait" -> {
                say("waiting", listener);
                while (true) {
                    listener.checkCancelled();
                    LockSupport.parkNanos(1_000_000);
                }
            }
            case "hang" -> {
                say("hanging", listener);
                while (true) {
                    LockSupport.park();
                }
            }
            case "eat-natively" -> {
                List<Memory> eaten = new ArrayList<>();
                while (eaten.size() < MANY) {
                    Memory more = new Memory(CHUNK);
                    more.clear();
                    eaten.add(more);
                    LockSupport.parkNanos(20_000_000);
                }
                say(eaten.size() + " chunks", listener);
            }
            case "eat" -> {
                List<byte[]> eaten = new ArrayList<>();
                while (eaten.size() < MANY) {
                    eaten.add(new byte[CHUNK]);
                }
                say(eaten.size() + " chunks", listener);
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static void say(String text, PartListener listener) {
        listener.part(new Utterance(0, 1, text, List.of()));
    }

    private static void crashUnlessThere(Path marker) {
        try {
            Files.createFile(marker);
            new Pointer(8).setInt(0, 1);
        } catch (FileAlreadyExistsException e) {
            // it has crashed already
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
