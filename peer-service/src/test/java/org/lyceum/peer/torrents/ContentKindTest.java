package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentKindTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.JPG", "a.mp3", "a.mp4", "a.webm", "a.txt", "a.pdf"})
    void showsWhatCannotScript(String name) {
        assertThat(ContentKind.of(name).inline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.html", "a.xhtml", "a.svg", "a.xml", "a.js", "a.zip", "a", "a.unknown"})
    void savesTheRestInASandbox(String name) {
        ContentKind kind = ContentKind.of(name);
        assertThat(kind.inline()).isFalse();
        assertThat(kind.policy()).contains("sandbox").contains("default-src 'none'");
    }
}
