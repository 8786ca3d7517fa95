package org.lyceum.overlay.channel.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

class YamuxSessionTest {

    private static final YamuxSettings SETTINGS = new YamuxSettings(8, 8, YamuxSettings.INITIAL_WINDOW);
    private static final int WINDOW = YamuxSettings.INITIAL_WINDOW;

    private final End alice = new End(true);
    private final End bob = new End(false);

    @Test
    void eachEndOpensStreamsOfItsOwnParity() {
        assertThat(alice.open().stream.id()).isEqualTo(1);
        assertThat(alice.open().stream.id()).isEqualTo(3);
        assertThat(bob.open().stream.id()).isEqualTo(2);

        deliver();

        assertThat(bob.accepted).hasSize(2);
        assertThat(alice.accepted).hasSize(1);
    }

    @Test
    void dataArriveInOrderAndBothHalvesEnd() {
        Ear sender = alice.open();
        sender.stream.write(bytes("hello "));
        sender.stream.write(bytes("world"));
        sender.stream.finish();
        deliver();
        Ear receiver = bob.accepted.getFirst();
        receiver.stream.finish();
        deliver();

        assertThat(new String(receiver.data(), StandardCharsets.US_ASCII)).isEqualTo("hello world");
        assertThat(receiver.finished && sender.finished).isTrue();
        assertThat(alice.session.streamCount() + bob.session.streamCount()).isZero();
    }

    @Test
    void aReaderThatDoesNotReadStopsItsSenderAndNoOtherStream() {
        Ear slow = alice.open();
        Ear other = alice.open();
        slow.stream.write(Unpooled.wrappedBuffer(new byte[3 * WINDOW]));
        other.stream.write(bytes("past it"));
        deliver();

        assertThat(bob.accepted.get(0).data()).hasSize(WINDOW);
        assertThat(slow.sent).isEqualTo(WINDOW);
        assertThat(bob.accepted.get(1).data()).hasSize(7);

        bob.accepted.get(0).stream.consumed(WINDOW / 2 - 1);
        deliver();
        assertThat(slow.sent).as("less than half was read").isEqualTo(WINDOW);

        bob.accepted.get(0).stream.consumed(1);
        deliver();
        assertThat(slow.sent).isEqualTo(WINDOW + WINDOW / 2);
    }

    @Test
    void theWindowOfAReaderThatKeepsUpGrowsToItsLimit() {
        YamuxSettings wide = new YamuxSettings(8, 8, 4 * WINDOW);
        End reader = new End(false, wide);
        Ear sender = alice.open();
        sender.stream.write(Unpooled.wrappedBuffer(new byte[100 * WINDOW]));
        for (int i = 0; i < 20; i++) {
            deliver(alice, reader);
            Ear ear = reader.accepted.getFirst();
            ear.stream.consumed(ear.unread());
        }
        deliver(alice, reader);

        assertThat(reader.accepted.getFirst().unread()).isEqualTo(4 * WINDOW);
    }

    @Test
    void streamsTakeTurns() {
        Ear first = alice.open();
        Ear second = alice.open();
        first.stream.write(Unpooled.wrappedBuffer(new byte[WINDOW]));
        second.stream.write(Unpooled.wrappedBuffer(new byte[WINDOW]));
        alice.framesLeft = 4;

        alice.session.pump();

        assertThat(first.sent).isEqualTo(second.sent).isPositive();
    }

    @Test
    void moreThanTheWindowEndsTheConnection() {
        bob.receive(frame(Frame.DATA, Frame.SYN, 1, WINDOW));
        bob.receive(Unpooled.wrappedBuffer(new byte[WINDOW]));

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> bob.receive(frame(Frame.DATA, 0, 1, 1)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WINDOW_OVERRUN));
    }

    @Test
    void aWindowThatIsAnnouncedBeyondMeasureIsNoWindowBelowZero() {
        Ear stream = alice.open();
        deliver();
        alice.receive(frame(Frame.WINDOW_UPDATE, 0, 1, 0xffff_ffffL));
        alice.receive(frame(Frame.WINDOW_UPDATE, 0, 1, 0xffff_ffffL));
        stream.stream.write(Unpooled.wrappedBuffer(new byte[2 * WINDOW]));
        alice.session.pump();

        assertThat(stream.sent).isEqualTo(2 * WINDOW);
    }

    @Test
    void aStreamBeyondTheLimitIsResetAndNoOther() {
        for (int i = 0; i < 8; i++) {
            bob.receive(frame(Frame.WINDOW_UPDATE, Frame.SYN, 2 * i + 1, 0));
        }
        bob.outgoing.clear();
        bob.receive(frame(Frame.WINDOW_UPDATE, Frame.SYN, 99, 0));

        assertThat(Frame.read(bob.outgoing)).isEqualTo(new Frame(Frame.WINDOW_UPDATE, Frame.RST, 99, 0));
        assertThat(bob.session.streamCount()).isEqualTo(8);
        assertThat(bob.accepted).hasSize(8);
    }

    @Test
    void framesOfAStreamThatHasEndedAreIgnored() {
        Ear stream = alice.open();
        stream.stream.write(bytes("on its way"));
        alice.session.pump();
        ByteBuf onItsWay = alice.outgoing.copy();
        bob.receive(onItsWay);
        bob.accepted.getFirst().stream.reset();
        bob.receive(frame(Frame.DATA, 0, 1, 3));
        bob.receive(bytes("abc"));
        bob.receive(frame(Frame.WINDOW_UPDATE, 0, 1, 3));
        bob.receive(frame(Frame.DATA, Frame.FIN, 77, 0));

        assertThat(bob.accepted.getFirst().data()).hasSize(10);
        alice.receive(bob.take());
        assertThat(stream.reset).isTrue();
    }

    @Test
    void aPingIsAnsweredWithNothingButAck() {
        bob.receive(frame(Frame.PING, Frame.SYN, 0, 0xdead_beefL));

        assertThat(Frame.read(bob.outgoing)).isEqualTo(new Frame(Frame.PING, Frame.ACK, 0, 0xdead_beefL));
    }

    @Test
    void aFrameThatBreaksTheRulesIsNamed() {
        violation(frame(Frame.DATA, 0, 0, 1), "type 0 on stream 0");
        violation(frame(Frame.PING, Frame.SYN, 5, 1), "type 2 on stream 5");
        violation(frame(9, 0, 1, 1), "type 9");
        violation(frame(Frame.WINDOW_UPDATE, Frame.SYN, 2, 0), "an id of ours");
        violation(Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0}), "version 1");
        bob.receive(frame(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0));
        violation(frame(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0), "opened twice");
        bob.receive(frame(Frame.WINDOW_UPDATE, Frame.FIN, 1, 0));
        violation(frame(Frame.DATA, 0, 1, 1), "behind its end");
    }

    private void violation(ByteBuf bytes, String what) {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> bob.receive(bytes))
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION));
        bob.session = new YamuxSession(false, SETTINGS, bob);
        if (what.equals("opened twice")) {
            bob.receive(frame(Frame.WINDOW_UPDATE, Frame.SYN, 1, 0));
        }
    }

    @Property
    void itDoesNotMatterHowTheBytesAreCut(@ForAll @IntRange(min = 1, max = 5_000) int cut, @ForAll long seed) {
        byte[] sent = new byte[20_000];
        new Random(seed).nextBytes(sent);
        End sending = new End(true);
        End receiving = new End(false);
        Ear sender = sending.open();
        sender.stream.write(Unpooled.wrappedBuffer(sent));
        sender.stream.finish();
        sending.session.pump();
        while (sending.outgoing.isReadable()) {
            receiving.receive(sending.outgoing.readBytes(Math.min(cut, sending.outgoing.readableBytes())));
        }

        assertThat(receiving.accepted.getFirst().data()).isEqualTo(sent);
        assertThat(receiving.accepted.getFirst().finished).isTrue();
    }

    @Property
    void noFramesCrashIt(@ForAll long seed) {
        Random random = new Random(seed);
        End victim = new End(random.nextBoolean());
        try {
            for (int i = 0; i < 200; i++) {
                int length = random.nextInt(3);
                ByteBuf frame = frame(random.nextInt(5), random.nextInt(16), random.nextInt(5), length);
                victim.receive(frame.writeZero(random.nextInt(3)));
                victim.session.pump();
            }
        } catch (OverlayException e) {
            assertThat(e.reason()).isIn(Reason.PROTOCOL_VIOLATION, Reason.WINDOW_OVERRUN);
        }
        assertThat(victim.session.streamCount()).isLessThanOrEqualTo(8);
        victim.session.end();
        assertThat(victim.session.streamCount()).isZero();
    }

    private static ByteBuf frame(int type, int flags, long stream, long length) {
        ByteBuf frame = Unpooled.buffer();
        new Frame(type, flags, stream, length).write(frame);
        return frame;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private void deliver() {
        deliver(alice, bob);
    }

    private static void deliver(End one, End other) {
        do {
            one.session.pump();
            other.receive(one.take());
            other.session.pump();
            one.receive(other.take());
            one.session.pump();
        } while (one.outgoing.isReadable() || other.outgoing.isReadable());
    }

    /** What has become of a stream. */
    private static final class Ear implements StreamEvents {

        private final YamuxStream stream;
        private final ByteBuf received = Unpooled.buffer();
        private int read;
        private int sent;
        private boolean finished;
        private boolean reset;

        Ear(YamuxStream stream) {
            this.stream = stream;
        }

        byte[] data() {
            byte[] data = new byte[received.readableBytes()];
            received.getBytes(0, data);
            return data;
        }

        int unread() {
            int unread = received.readableBytes() - read;
            read += unread;
            return unread;
        }

        @Override
        public void received(ByteBuf bytes) {
            received.writeBytes(bytes);
        }

        @Override
        public void remoteFinished() {
            finished = true;
        }

        @Override
        public void reset() {
            reset = true;
        }

        @Override
        public void sent(int bytes) {
            sent += bytes;
        }
    }

    /** A session whose wire is a buffer. */
    private static final class End implements YamuxEvents {

        private YamuxSession session;
        private final ByteBuf outgoing = Unpooled.buffer();
        private final List<Ear> accepted = new ArrayList<>();
        private int framesLeft = Integer.MAX_VALUE;

        End(boolean dialler) {
            this(dialler, SETTINGS);
        }

        @SuppressWarnings("this-escape")
        End(boolean dialler, YamuxSettings settings) {
            session = new YamuxSession(dialler, settings, this);
        }

        Ear open() {
            Ear[] ear = new Ear[1];
            session.open(stream -> ear[0] = new Ear(stream));
            return ear[0];
        }

        void receive(ByteBuf bytes) {
            session.receive(bytes);
        }

        ByteBuf take() {
            ByteBuf taken = outgoing.copy();
            outgoing.clear();
            return taken;
        }

        @Override
        public void send(ByteBuf bytes) {
            outgoing.writeBytes(bytes);
            bytes.release();
        }

        @Override
        public boolean isWritable() {
            return framesLeft-- > 0;
        }

        @Override
        public ByteBuf allocate(int bytes) {
            return Unpooled.buffer(bytes);
        }

        @Override
        public @Nullable StreamEvents opened(YamuxStream stream) {
            Ear ear = new Ear(stream);
            accepted.add(ear);
            return ear;
        }

        @Override
        public void pong(long value) {}

        @Override
        public void goAway(long code) {}
    }
}
