package org.lyceum.e2e.bench.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.e2e.bench.measure.BenchException;

class ContentTest {

    @TempDir
    Path folder;

    private Path fetched;

    @BeforeEach
    void prepareAReceiver() throws IOException {
        fetched = Files.createDirectory(folder.resolve("fetched"));
    }

    @Test
    void isTheSameEachTime() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(Content.oneFile(folder, 100_000).torrent().info().infoHash())
                .isEqualTo(Content.oneFile(other, 100_000).torrent().info().infoHash());
    }

    @Test
    void isKnownAgain() {
        Content content = Content.manyFiles(folder, 300, 10);
        content.linkInto(fetched);

        assertThatCode(() -> content.verify(fetched)).doesNotThrowAnyException();
    }

    @Test
    void isNotTakenForAnother() throws IOException {
        Content content = Content.manyFiles(folder, 3, 10);
        content.linkInto(fetched);
        Path first = fetched.resolve(content.files().getFirst());
        Files.delete(first);
        Files.write(first, new byte[10]);

        assertThatThrownBy(() -> content.verify(fetched))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("is not what was sent");
    }

    @Test
    void leavesNothingBehind() {
        Content content = Content.manyFiles(folder, 3, 10);
        content.linkInto(fetched);

        content.deleteFrom(fetched);

        assertThat(fetched).isEmptyDirectory();
    }
}
