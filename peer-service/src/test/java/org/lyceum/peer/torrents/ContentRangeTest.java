package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=10-19,10,20",
        "bytes=90-,90,100",
        "bytes=-5,95,100",
        "bytes=-500,0,100",
        "bytes=90-1000,90,100"
    })
    void answersOneRange(String header, long from, long to) {
        assertThat(ContentRange.of(header, 100)).isEqualTo(new ContentRange(from, to, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "pieces=1-2", "bytes=9-3", "bytes=a-b", "bytes=", "nonsense"})
    void answersTheWholeFileToAnythingElse(String header) {
        assertThat(ContentRange.of(header, 100)).isEqualTo(new ContentRange(0, 100, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void cannotAnswerARangeBeyondTheEnd(String header) {
        assertThat(ContentRange.of(header, 100)).isNull();
    }

    @Test
    void hasNoRangesInAnEmptyFile() {
        assertThat(ContentRange.of(null, 0)).isEqualTo(new ContentRange(0, 0, false));
        assertThat(ContentRange.of("bytes=0-", 0)).isNull();
    }
}
