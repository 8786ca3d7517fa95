package org.lyceum.bittorrent.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As many values as are read at all, in the heap of a small peer: a JVM of its own for each, since the heap is a flag. */
class BencodeBombTest {

    @ParameterizedTest
    @CsvSource({"le, 1", "de, 1", "d0:0:e, 3", "d0:dee, 3"})
    void readsTheMostValuesThereMayBeInASmallHeap(String unit, int tokens) throws IOException, InterruptedException {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        unit,
                        Integer.toString((BencodeDecoder.MAX_TOKENS - 1) / tokens))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).isEqualTo("read");
        } finally {
            reader.destroyForcibly();
        }
    }

    /** Reads a list of so many units. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            byte[] bomb = ("l" + arguments[0].repeat(Integer.parseInt(arguments[1])) + "e")
                    .getBytes(StandardCharsets.US_ASCII);
            BencodeValue value =
                    BencodeDecoder.lenient().withMaxBytes(bomb.length).decode(bomb);
            System.out.print(value instanceof BencodeList ? "read" : "not read");
        }
    }
}
