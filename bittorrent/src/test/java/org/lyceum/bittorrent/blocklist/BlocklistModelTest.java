package org.lyceum.bittorrent.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against a list of ranges that is looked through from its first to its last. */
class BlocklistModelTest {

    /** @param width of an address in bytes */
    record Range(BigInteger first, BigInteger last, int width) {

        boolean contains(BigInteger address) {
            return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
        }

        String line() {
            return "%s - %s".formatted(text(first), text(last));
        }

        private String text(BigInteger address) {
            return of(address, width).getHostAddress();
        }
    }

    private static InetAddress of(BigInteger number, int width) {
        byte[] bytes = new byte[width];
        byte[] value = number.toByteArray();
        for (int i = 0; i < Math.min(width, value.length); i++) {
            bytes[width - 1 - i] = value[value.length - 1 - i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Close to each other and to where the sign, a half and the whole space end. */
    private static Arbitrary<BigInteger> addresses(int width) {
        BigInteger end = BigInteger.ONE.shiftLeft(width * 8);
        Arbitrary<BigInteger> around = Arbitraries.of(
                BigInteger.ONE.shiftLeft(width * 8 - 1),
                BigInteger.ONE.shiftLeft(width * 4),
                BigInteger.ONE.shiftLeft(width * 8 - 2),
                end.subtract(BigInteger.ONE));
        Arbitrary<Integer> steps = Arbitraries.integers().between(-40, 40);
        return around.flatMap(
                centre -> steps.map(step -> centre.add(BigInteger.valueOf(step)).min(end.subtract(BigInteger.ONE))));
    }

    private static Arbitrary<List<Range>> ranges(int width) {
        Arbitrary<BigInteger> addresses = addresses(width);
        return addresses
                .flatMap(one -> addresses.map(other -> new Range(one.min(other), one.max(other), width)))
                .filter(range -> range.last().subtract(range.first()).compareTo(BigInteger.valueOf(30)) < 0)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Range>> ipv4() {
        return ranges(4);
    }

    @Provide
    Arbitrary<List<Range>> ipv6() {
        return ranges(16);
    }

    @Provide
    Arbitrary<List<BigInteger>> asked4() {
        return addresses(4).list().ofSize(100);
    }

    @Provide
    Arbitrary<List<BigInteger>> asked6() {
        return addresses(16).list().ofSize(100);
    }

    @Property(tries = 300)
    void blocksTheAddressesOfItsIpv4RangesAndNoOthers(
            @ForAll("ipv4") List<Range> ranges, @ForAll("asked4") List<BigInteger> asked) throws IOException {
        blocksWhatTheRangesContain(ranges, asked);
    }

    @Property(tries = 300)
    void blocksTheAddressesOfItsIpv6RangesAndNoOthers(
            @ForAll("ipv6") List<Range> ranges, @ForAll("asked6") List<BigInteger> asked) throws IOException {
        blocksWhatTheRangesContain(ranges, asked);
    }

    private static void blocksWhatTheRangesContain(List<Range> ranges, List<BigInteger> asked) throws IOException {
        String text = ranges.stream().map(Range::line).collect(Collectors.joining("\n"));
        Blocklist list = Blocklist.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        int width = ranges.getFirst().width();

        assertThat(list.badLines()).isZero();
        for (BigInteger address : asked) {
            assertThat(list.blocks(of(address, width)))
                    .as("%s of %s", of(address, width), text)
                    .isEqualTo(!of(address, width).isLoopbackAddress()
                            && ranges.stream().anyMatch(range -> range.contains(address)));
        }
        if (width == 4) {
            assertThat(list.ipv4Addresses())
                    .isEqualTo(ranges.stream()
                            .flatMap(range -> LongStream.rangeClosed(
                                            range.first().longValue(),
                                            range.last().longValue())
                                    .boxed())
                            .distinct()
                            .count());
        }
    }
}
