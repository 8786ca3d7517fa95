package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;

class HandshakeTest {

    private static final String PROTOCOL = "13 426974546f7272656e742070726f746f636f6c";
    private static final String INFO_HASH = "000102030405060708090a0b0c0d0e0f10111213";
    private static final String PEER_ID = "2d4c59303130302d303030303030303030303030";
    private static final String HEX = PROTOCOL + "0000000000100005" + INFO_HASH + PEER_ID;

    private static final Handshake HANDSHAKE =
            new Handshake(InfoHash.parse(INFO_HASH), new PeerId("-LY0100-000000000000"), true, true, true);

    @Test
    void isLaidOutAsSpecified() {
        ByteBuf bytes = HANDSHAKE.encode(ByteBufAllocator.DEFAULT);

        assertThat(WireChannel.drain(bytes)).isEqualTo(WireChannel.bytes(HEX)).hasSize(Handshake.LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, false, false, false",
        "0000000000000004, true, false, false",
        "0000000000100000, false, true, false",
        "0000000000000001, false, false, true",
        "ffffffffffeffffa, false, false, false",
        "ffffffffffffffff, true, true, true"
    })
    void readsTheReservedBitsItKnows(String reserved, boolean fast, boolean extended, boolean dht) {
        Handshake handshake = Handshake.decode(buffer(PROTOCOL + reserved + INFO_HASH + PEER_ID));

        assertThat(handshake).isEqualTo(new Handshake(HANDSHAKE.infoHash(), HANDSHAKE.peerId(), fast, extended, dht));
    }

    @Test
    void leavesWhatFollowsIt() {
        ByteBuf in = buffer(HEX + "00000000");

        assertThat(Handshake.decode(in)).isEqualTo(HANDSHAKE);
        assertThat(in.readableBytes()).isEqualTo(4);
    }

    @Test
    void refusesAShortOne() {
        assertThatThrownBy(() -> Handshake.decode(buffer(PROTOCOL)))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("handshake: 20 bytes, expected 68");
    }

    @Property
    void isDecodedHoweverItIsSplit(@ForAll @IntRange(min = 1, max = 80) int size) {
        byte[] stream = WireChannel.bytes(HEX + "0000000100 00000000");
        try (WireChannel wire = new WireChannel(new HandshakeDecoder(), new MessageDecoder(MessageDecoder.MAX_FRAME))) {
            for (int from = 0; from < stream.length; from += size) {
                wire.read(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + size)));
            }
            assertThat(wire.received).containsExactly(HANDSHAKE, new Message.Choke(), new Message.KeepAlive());
            assertThat(wire.channel.pipeline().get(HandshakeDecoder.class)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "\u0016\u0003\u0001", "\u0013BitTorrent Protocol"})
    void refusesAPeerThatDoesNotSpeakBitTorrentAtItsFirstWrongByte(String start) {
        try (WireChannel wire = new WireChannel(new HandshakeDecoder())) {
            int wrong = start.startsWith("\u0013") ? 12 : 0;
            for (int i = 0; i < start.length(); i++) {
                assertThat(wire.errors).hasSize(i > wrong ? 1 : 0);
                wire.read(new byte[] {(byte) start.charAt(i)});
            }
            assertThat(wire.received).isEmpty();
            assertThat(wire.errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error)
                            .isInstanceOf(BitTorrentException.class)
                            .hasMessageStartingWith("handshake: byte " + wrong + " is 0x"));
        }
    }

    @Test
    void givesLaterBytesToAHandlerThatTheReceiverPutsBehindIt() {
        ChannelInboundHandlerAdapter installer = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                if (msg instanceof Handshake) {
                    ctx.pipeline().addBefore(ctx.name(), null, new MessageDecoder(MessageDecoder.MAX_FRAME));
                }
                ctx.fireChannelRead(msg);
            }
        };
        try (WireChannel wire = new WireChannel(new HandshakeDecoder(), installer)) {
            wire.read(HEX + "0000000100").read("00000000");
            assertThat(wire.received).containsExactly(HANDSHAKE, new Message.Choke(), new Message.KeepAlive());
        }
    }

    @Test
    void dropsLaterBytesWhenTheReceiverCloses() {
        ChannelInboundHandlerAdapter closer = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                assertThat(ctx.close().isSuccess()).isTrue();
                ctx.fireChannelRead(msg);
            }
        };
        try (WireChannel wire = new WireChannel(new HandshakeDecoder(), closer)) {
            wire.read(HEX + "0000000100");
            assertThat(wire.received).containsExactly(HANDSHAKE);
        }
    }

    private static ByteBuf buffer(String hex) {
        return Unpooled.wrappedBuffer(WireChannel.bytes(hex));
    }
}
