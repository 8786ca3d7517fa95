package org.lyceum.ml.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What callers rely on, whichever engine it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {

    private final EngineProvider provider;
    private final EngineInfo info;
    private final Engine engine;

    @TempDir
    Path folder;

    protected EngineContract(EngineProvider provider) {
        this.provider = provider;
        info = provider.installed(TestHome.HOME).orElseThrow();
        engine = provider.open(TestHome.HOME);
    }

    /** A file of at least two parts. */
    protected abstract Path media() throws IOException;

    /** What is in it. */
    protected abstract String truth();

    /** The share of wrong words that is still acceptable. */
    protected abstract double tolerance();

    /** Limits that the file is just beyond. */
    protected abstract Limits tooTight();

    protected final Engine engine() {
        return engine;
    }

    protected final Settings settings() {
        return new Settings(info.defaultLanguage(), TestHome.LIMITS);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Test
    void namesALanguageThatItHas() {
        assertThat(info.languages()).contains(info.defaultLanguage());
        assertThat(provider.installed(TestHome.HOME)).contains(info);
    }

    @Test
    void readsAFilePartByPart() throws IOException {
        assertReads();
    }

    @Test
    void readsTheSameFileTheSameWay() throws IOException {
        Recorder first = Recorder.ofEverything();
        Recorder second = Recorder.ofEverything();
        engine.read(media(), settings(), first);
        engine.read(media(), settings(), second);
        assertThat(second.parts()).isEqualTo(first.parts());
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        Recorder recorder = Recorder.ofEverything();
        engine.read(media(), settings(), recorder);
        assertThat(recorder.shares()).isNotEmpty().isSorted().allMatch(share -> share >= 0 && share <= 1);
    }

    @Test
    void stopsWhenItIsCalledOff() throws IOException {
        Recorder recorder = Recorder.calledOffAfter(1);
        assertFails(MlException.Reason.CANCELLED, media(), settings(), recorder);
        assertThat(recorder.parts()).hasSize(1);
    }

    @Test
    void doesNotBeginWhatWasCalledOff() throws IOException {
        Recorder recorder = Recorder.calledOffAfter(0);
        assertFails(MlException.Reason.CANCELLED, media(), settings(), recorder);
        assertThat(recorder.parts()).isEmpty();
    }

    @Test
    void refusesWhatIsLargerThanAllowed() throws IOException {
        assertFails(
                MlException.Reason.TOO_LARGE,
                media(),
                new Settings(info.defaultLanguage(), tooTight()),
                Recorder.ofEverything());
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertFails(MlException.Reason.UNREADABLE, Files.createFile(folder.resolve("empty")));
    }

    @Test
    void refusesWhatIsNoMedia() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "Dear diary, today I was renamed to .png and .mp3.");
        assertFails(MlException.Reason.UNREADABLE, file);
    }

    @Test
    void readsOnAfterABrokenFile() throws IOException {
        byte[] whole = Files.readAllBytes(media());
        Path half = Files.write(folder.resolve("half"), Arrays.copyOf(whole, 20));
        assertFails(MlException.Reason.UNREADABLE, half);
        assertReads();
    }

    private void assertReads() throws IOException {
        Recorder recorder = Recorder.ofEverything();
        engine.read(media(), settings(), recorder);
        assertThat(recorder.parts()).hasSizeGreaterThan(1);
        assertThat(ErrorRate.ofWords(truth(), recorder.text())).isLessThanOrEqualTo(tolerance());
    }

    private void assertFails(MlException.Reason reason, Path media) {
        assertFails(reason, media, settings(), Recorder.ofEverything());
    }

    private void assertFails(MlException.Reason reason, Path media, Settings settings, PartListener listener) {
        assertThatThrownBy(() -> engine.read(media, settings, listener))
                .isInstanceOfSatisfying(
                        MlException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }
}
