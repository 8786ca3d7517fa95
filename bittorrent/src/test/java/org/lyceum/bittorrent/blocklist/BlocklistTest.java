package org.lyceum.bittorrent.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;

class BlocklistTest {

    private static Blocklist read(String text) throws IOException {
        return Blocklist.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Some name:1.2.3.4-1.2.3.9 | 1.2.3.4 | 1.2.3.9 | 1.2.3.3 | 1.2.3.10",
                "A firm: its site, http://a.example #1:1.2.3.4-1.2.3.9 | 1.2.3.4 | 1.2.3.9 | 1.2.3.3 | 1.2.3.10",
                ":1.2.3.4-1.2.3.9 | 1.2.3.4 | 1.2.3.9 | 1.2.3.3 | 1.2.3.10",
                "10.0.0.1-10.0.0.2 lab:1.2.3.4-1.2.3.9 | 1.2.3.4 | 1.2.3.9 | 10.0.0.1 | 1.2.3.10",
                "001.002.003.004 - 001.002.003.009 , 000 , a, name:2 | 1.2.3.4 | 1.2.3.9 | 1.2.3.3 | 1.2.3.10",
                "001.002.003.004 - 001.002.003.009,127,name | 1.2.3.4 | 1.2.3.9 | 1.2.3.3 | 1.2.3.10",
                "1.2.3.4 - 1.2.3.9 , 0 | 1.2.3.4 | 1.2.3.9 | 1.2.3.3 | 1.2.3.10",
                "010.000.000.008 - 010.000.000.009 , 100 , not octal | 10.0.0.8 | 10.0.0.9 | 10.0.0.7 | 8.0.0.8",
                "1.2.3.0/24 | 1.2.3.0 | 1.2.3.255 | 1.2.2.255 | 1.2.4.0",
                "1.2.3.77/24  # a comment | 1.2.3.0 | 1.2.3.255 | 1.2.2.255 | 1.2.4.0",
                "1.2.3.4 // a comment | 1.2.3.4 | 1.2.3.4 | 1.2.3.3 | 1.2.3.5",
                "255.255.255.0/24 | 255.255.255.0 | 255.255.255.255 | 255.255.254.255 | 0.0.0.0",
                "2001:db8::/32 | 2001:db8:: | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff | 2001:db7::1 | 2001:db9::",
                "2001:db8::8:0/109 | 2001:db8::8:0 | 2001:db8::f:ffff | 2001:db8::7:ffff | 2001:db8::10:0",
                "2001:db8::1 | 2001:db8::1 | 2001:db8::1 | 2001:db8:: | 2001:db8::2",
                "2001:db8::5 - fe80::1 | 2001:db8::5 | fe80::1 | 2001:db8::4 | fe80::2",
                "8000::/1 | 8000:: | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 7fff::1 | ::2",
                "::ffff:1.2.3.0/120 | 1.2.3.0 | 1.2.3.255 | 1.2.2.255 | 1.2.4.0",
                "::ffff:1.2.3.4 | 1.2.3.4 | 1.2.3.4 | 1.2.3.3 | 1.2.3.5"
            })
    void readsALineOfEveryKind(String line, String first, String last, String before, String after) throws IOException {
        Blocklist list = read(line);

        assertThat(list.ranges()).isEqualTo(1);
        assertThat(list.badLines()).isZero();
        assertThat(list.blocks(address(first))).isTrue();
        assertThat(list.blocks(address(last))).isTrue();
        assertThat(list.blocks(address(before))).isFalse();
        assertThat(list.blocks(address(after))).isFalse();
    }

    @Test
    void takesLinesAsEverySystemEndsThem() throws IOException {
        Blocklist list = read("1.2.3.4\r\n\t 5.6.7.8 \r\n9.9.9.9");

        assertThat(list.ranges()).isEqualTo(3);
        assertThat(list.badLines()).isZero();
    }

    @Test
    void whoeverIsMappedIntoIpv6IsBlockedAsIpv4() throws IOException {
        assertThat(read("1.2.3.4").blocks(address("::ffff:1.2.3.4"))).isTrue();
    }

    @Test
    void blocksEverybodyButThisMachine() throws IOException {
        Blocklist list = read("0.0.0.0/0\n::/0");

        assertThat(list.blocks(address("8.8.8.8"))).isTrue();
        assertThat(list.blocks(address("192.168.1.1"))).isTrue();
        assertThat(list.blocks(address("2001:db8::1"))).isTrue();
        assertThat(list.blocks(address("127.0.0.1"))).isFalse();
        assertThat(list.blocks(address("127.0.0.2"))).isFalse();
        assertThat(list.blocks(address("::1"))).isFalse();
        assertThat(list.ipv4Addresses()).isEqualTo(1L << 32);
    }

    @Test
    void passesOverCommentsAndAddressesThatAreAllowed() throws IOException {
        Blocklist list = read("""
                \u00ef\u00bb\u00bf# a list
                // of
                ; addresses

                1.2.3.4 - 1.2.3.9 , 128 , allowed
                5.6.7.8
                """);

        assertThat(list.badLines()).isZero();
        assertThat(list.ranges()).isEqualTo(1);
        assertThat(list.blocks(address("1.2.3.4"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1.2.3.256 | '1.2.3.256' is no address, a.b.c.d/n, name:first-last or first - last , level , name",
                "1.2.3 | '1.2.3' is no address, a.b.c.d/n, name:first-last or first - last , level , name",
                "example.org | 'example.org' is no address",
                "1.2.3.9-1.2.3.4 | '1.2.3.9' comes after '1.2.3.4'",
                "name:1.2.3.9-1.2.3.4 | '1.2.3.9' comes after '1.2.3.4'",
                "2001:db8::2 - 2001:db8::1 | '2001:db8::2' comes after '2001:db8::1'",
                "1.2.3.4-five | 'five' is no IPv4 address",
                "1.2.3.4-2001:db8::1 | '2001:db8::1' is no IPv4 address",
                "2001:db8::1-1.2.3.4 | '1.2.3.4' is no IPv6 address of the same kind as the first",
                "1.2.3.4/33 | '1.2.3.4/33': the prefix is not a number from 0 to 32",
                "1.2.3.4/ | '1.2.3.4/': the prefix is not a number from 0 to 32",
                "1.2.3.4/-1 | is no address",
                "2001:db8::/129 | '2001:db8::/129': the prefix is not a number from 0 to 128",
                "::ffff:1.2.3.0/95 | the prefix is not a number from 96 to 128"
            })
    void saysWhichLineIsBrokenAndWhy(String line, String why) throws IOException {
        Blocklist list = read("5.6.7.8\n" + line + "\n");

        assertThat(list.badLines()).isEqualTo(1);
        assertThat(list.firstBadLines()).singleElement().satisfies(bad -> {
            assertThat(bad.number()).isEqualTo(2);
            assertThat(bad.why()).contains(why);
        });
        assertThat(list.ranges()).isEqualTo(1);
    }

    @Test
    void countsEveryBrokenLineAndTellsTheFirst() throws IOException {
        Blocklist list = read("nonsense\n".repeat(5000) + "x".repeat(10_000) + "\n1.2.3.4");

        assertThat(list.badLines()).isEqualTo(5001);
        assertThat(list.firstBadLines()).hasSize(BlocklistParser.BAD_LINES_TOLD);
        assertThat(list.blocks(address("1.2.3.4"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "<html>\n<body>404</body>\n"})
    void refusesWhatBlocksNobody(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageStartingWith("blocklist: none of its ")
                .hasMessageContaining("names an address to block");
    }

    @Test
    void readsWhatGzipMade() throws IOException {
        Blocklist list = Blocklist.read(new ByteArrayInputStream(gzip("name:1.2.3.4-1.2.3.9\n")));

        assertThat(list.blocks(address("1.2.3.9"))).isTrue();
    }

    @Test
    void refusesAnArchiveThatIsCutOffOrOfAnotherKind() throws IOException {
        byte[] whole = gzip("1.2.3.4\n".repeat(1000));

        assertThatThrownBy(() -> Blocklist.read(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 9))))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("the gzip archive is damaged");
        assertThatThrownBy(() -> read("PK\u0003\u0004"))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("blocklist: this is a zip archive; unpack it and give the file in it");
    }

    /** As a small archive can hold gigabytes. */
    @Test
    void refusesAListWithoutEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) 'x');
                return length;
            }
        };

        assertThatThrownBy(() -> Blocklist.read(endless))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("blocklist: more than 256 MiB; give a shorter list");
    }

    @Test
    void refusesMoreRangesThanItHasRoomFor() {
        String tooMany = "2001:db8::1\n".repeat(BlocklistParser.MOST_RANGES / 8 + 1);

        assertThatThrownBy(() -> read(tooMany))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("more than 2000000 ranges")
                .hasMessageContaining("at line 250001");
    }

    /** Prints how long it took, and asserts only what it read. */
    @Test
    void readsHalfAMillionLines() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 500_000; line++) {
            int high = line * 400 + 0x02000000;
            text.append("Some company, number ").append(line).append(':');
            appendAddress(text, high).append('-');
            appendAddress(text, high + random.nextInt(300)).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);

        long begun = System.nanoTime();
        Blocklist list = Blocklist.read(new ByteArrayInputStream(bytes));
        long taken = System.nanoTime() - begun;

        System.out.printf("500,000 lines, %d MB, read in %d ms%n", bytes.length / 1_000_000, taken / 1_000_000);
        assertThat(list.ranges()).isEqualTo(500_000);
        assertThat(list.badLines()).isZero();
    }

    private static StringBuilder appendAddress(StringBuilder text, int address) {
        return text.append(address >>> 24)
                .append('.')
                .append(address >>> 16 & 255)
                .append('.')
                .append(address >>> 8 & 255)
                .append('.')
                .append(address & 255);
    }
}
