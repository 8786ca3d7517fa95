package org.lyceum.ml.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.ml.document.Part;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.ErrorRate;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.PartListener;
import org.lyceum.ml.engine.Recorder;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.TestHome;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkersTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final long HEAP = 192L << 20;

    private final Workers workers = workers(1L << 30);

    @TempDir
    Path folder;

    private static Workers workers(long memory) {
        return new Workers(TestHome.HOME, new WorkerSettings(1, 1, HEAP, memory, Duration.ofMinutes(1)));
    }

    @AfterAll
    void close() {
        workers.close();
    }

    @Test
    void partsComeAsTheyAreRead() throws IOException {
        assertThat(read("say one", "say two")).containsExactly("one", "two");
    }

    @Test
    void aWorkerIsKeptForTheNextFile() throws IOException {
        assertThat(read("pid")).isEqualTo(read("pid"));
    }

    @Test
    void aFileIsReadOnceMoreAfterACrashAndNothingIsToldTwice() throws IOException {
        long before = workers.crashes();
        assertThat(read("say one", "crash-once " + folder.resolve("crashed"), "say two"))
                .containsExactly("one", "two");
        assertThat(workers.crashes()).isEqualTo(before + 1);
    }

    @Test
    void aFileThatCrashesAgainFailsAndTheNextIsRead() throws IOException {
        assertFails(Reason.CRASHED, "fragile has crashed on this file", () -> read("crash"));
        assertThat(read("say alive")).containsExactly("alive");
    }

    @Test
    void anEngineThatFailsSaysWhyAndItsWorkerGoesOn() throws IOException {
        List<String> pid = read("pid");
        assertFails(Reason.UNAVAILABLE, "out of ink", () -> read("fail out of ink"));
        assertThat(read("pid")).isEqualTo(pid);
    }

    @Test
    void whatHangsIsEndedWhenItsTimeIsOver() {
        assertFails(
                Reason.TIMEOUT,
                "longer than 1 seconds",
                () -> read(workers, Duration.ofSeconds(1), Recorder.ofEverything(), "hang"));
    }

    @Test
    void nativeMemoryIsBounded() {
        try (Workers tight = workers(400L << 20)) {
            assertFails(
                    Reason.MEMORY,
                    "more than 400 MB",
                    () -> read(tight, LONG, Recorder.ofEverything(), "eat-natively"));
            assertThat(tight.peakMemory()).isBetween(400L << 20, 1L << 30);
        }
    }

    @Test
    void theHeapIsBounded() throws IOException {
        assertFails(Reason.MEMORY, "memory", () -> read("eat"));
        assertThat(read("say alive")).containsExactly("alive");
    }

    @Test
    void aPdfThatUnpacksToMoreThanTheHeapIsReadAllTheSame() throws IOException {
        Path bomb = folder.resolve("bomb.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            PDStream content = new PDStream(document);
            try (OutputStream out = content.createOutputStream(COSName.FLATE_DECODE)) {
                byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                for (long written = 0; written < 2 * HEAP; written += spaces.length) {
                    out.write(spaces);
                }
            }
            page.setContents(content);
            document.addPage(page);
            document.save(bomb.toFile());
        }
        assertThat(bomb.toFile().length()).isLessThan(1 << 20);
        try (Workers tight = workers(600L << 20)) {
            Recorder empty = Recorder.ofEverything();
            tight.read("tesseract", bomb, new Settings("eng", TestHome.LIMITS), LONG, empty);
            assertThat(empty.text()).isEmpty();
            assertThat(tight.peakMemory()).isLessThan(600L << 20);
        }
    }

    @Test
    void beingCalledOffIsHeeded() {
        assertFails(Reason.CANCELLED, "called off", () -> read(workers, LONG, Recorder.calledOffAfter(1), "wait"));
    }

    @Test
    void whatDoesNotHeedBeingCalledOffIsEnded() {
        assertFails(Reason.CANCELLED, "called off", () -> read(workers, LONG, Recorder.calledOffAfter(1), "hang"));
    }

    @Test
    void closingEndsWhatIsBeingDone() throws Exception {
        Workers closing = workers(1L << 30);
        CompletableFuture<String> begun = new CompletableFuture<>();
        PartListener listener = new PartListener() {

            @Override
            public void part(Part part) {
                begun.complete(part.text());
            }

            @Override
            public void progress(double share, String doing) {
                // nobody asks
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            try {
                read(closing, LONG, listener, "hang");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        begun.get(1, TimeUnit.MINUTES);
        closing.close();
        assertThatThrownBy(() -> reading.get(1, TimeUnit.MINUTES)).hasMessageContaining("stopping");
    }

    @Test
    void somebodyWhoSpeaksIsFollowed() throws Exception {
        Listening listening = new Listening();
        byte[] wav = Files.readAllBytes(TestHome.file("speech/sense-0880.wav"));
        try (LiveSpeech speech = workers.listen("vosk", 16_000, LONG, listening)) {
            for (int at = 44; at < wav.length; at += 8000) {
                speech.audio(Arrays.copyOfRange(wav, at, Math.min(wav.length, at + 8000)));
            }
            assertFails(Reason.BUSY, "as many as this node can follow", () -> {
                try (LiveSpeech second = workers.listen("vosk", 16_000, LONG, listening)) {
                    second.finish();
                }
            });
            speech.finish();
            listening.end.get(1, TimeUnit.MINUTES);
        }
        assertThat(listening.partials).isNotEmpty();
        assertThat(ErrorRate.ofWords("he was not an ill disposed young man", String.join(" ", listening.utterances)))
                .isLessThan(0.3);
    }

    private List<String> read(String... lines) throws IOException {
        Recorder recorder = Recorder.ofEverything();
        read(workers, LONG, recorder, lines);
        return recorder.parts().stream().map(Part::text).toList();
    }

    private void read(Workers by, Duration time, PartListener listener, String... lines) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "orders", ""), List.of(lines));
        by.read(FragileProvider.NAME, file, new Settings("en", TestHome.LIMITS), time, listener);
    }

    private static void assertFails(Reason reason, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MlException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static final class Listening implements LiveSpeech.Listener {

        private final List<String> partials = Collections.synchronizedList(new ArrayList<>());
        private final List<String> utterances = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void partial(String text) {
            partials.add(text);
        }

        @Override
        public void utterance(Utterance utterance) {
            utterances.add(utterance.text());
        }

        @Override
        public void finished() {
            end.complete(null);
        }

        @Override
        public void failed(MlException reason) {
            end.completeExceptionally(reason);
        }
    }
}
