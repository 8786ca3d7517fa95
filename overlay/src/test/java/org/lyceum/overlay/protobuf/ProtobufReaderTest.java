package org.lyceum.overlay.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

class ProtobufReaderTest {

    @Property
    void whatIsWrittenIsRead(@ForAll @LongRange(max = Long.MAX_VALUE) long number, @ForAll byte[] bytes) {
        ProtobufReader reader = new ProtobufReader(
                "test", new ProtobufWriter().number(1, number).bytes(200, bytes).toBytes());

        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(1);
        assertThat(reader.number()).isEqualTo(number);
        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(200);
        assertThat(reader.bytes()).isEqualTo(bytes);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void whatIsNotKnownIsSkipped() {
        ProtobufReader reader = new ProtobufReader(
                "test",
                new ProtobufWriter()
                        .number(1, 300)
                        .text(2, "skipped")
                        .number(3, 7)
                        .toBytes());
        reader.next();
        reader.skip();
        reader.next();
        reader.skip();
        reader.next();

        assertThat(reader.number()).isEqualTo(7);
    }

    @Test
    void aLengthBeyondTheEndIsNamed() {
        ProtobufReader reader = new ProtobufReader("test", new byte[] {0x0a, 0x05, 1});
        reader.next();

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(reader::bytes)
                .withMessageContaining("a length of 5 with 1 bytes left")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Property
    void noBytesCrashIt(@ForAll byte[] bytes) {
        ProtobufReader reader = new ProtobufReader("test", bytes);
        try {
            while (reader.next()) {
                reader.skip();
            }
        } catch (OverlayException e) {
            assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
        }
    }
}
