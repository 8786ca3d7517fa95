package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.bittorrent.Block;

class MessageEncoderTest {

    private static final Block BLOCK = new Block(1, 0x4000, 0x8000);

    /** Message and its bytes after BEP 3, 5, 6 and 10. */
    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(new Message.KeepAlive(), "00000000"),
                Arguments.of(new Message.Choke(), "00000001 00"),
                Arguments.of(new Message.Unchoke(), "00000001 01"),
                Arguments.of(new Message.Interested(), "00000001 02"),
                Arguments.of(new Message.NotInterested(), "00000001 03"),
                Arguments.of(new Message.Have(0x01020304), "00000005 04 01020304"),
                Arguments.of(new Message.Bitfield(new byte[] {(byte) 0xf0, 0x01}), "00000003 05 f001"),
                Arguments.of(new Message.Request(BLOCK), "0000000d 06 00000001 00004000 00008000"),
                Arguments.of(new Message.Piece(1, 0x4000, buffer("cafe")), "0000000b 07 00000001 00004000 cafe"),
                Arguments.of(new Message.Cancel(BLOCK), "0000000d 08 00000001 00004000 00008000"),
                Arguments.of(new Message.Port(6881), "00000003 09 1ae1"),
                Arguments.of(new Message.SuggestPiece(7), "00000005 0d 00000007"),
                Arguments.of(new Message.HaveAll(), "00000001 0e"),
                Arguments.of(new Message.HaveNone(), "00000001 0f"),
                Arguments.of(new Message.RejectRequest(BLOCK), "0000000d 10 00000001 00004000 00008000"),
                Arguments.of(new Message.AllowedFast(7), "00000005 11 00000007"),
                Arguments.of(new Message.Extended(3, buffer("6465")), "00000004 14 03 6465"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void laysEachMessageOutAsSpecified(Message message, String hex) {
        ByteBuf frame = Unpooled.buffer();
        MessageEncoder.write(message, frame);

        assertThat(WireChannel.drain(frame)).isEqualTo(WireChannel.bytes(hex));
        assertThat(frame.refCnt()).isZero();
        assertGivenAway(message);
    }

    @Test
    void appendsMessageAfterMessage() {
        ByteBuf out = Unpooled.buffer();
        MessageEncoder.write(new Message.Unchoke(), out);
        MessageEncoder.write(new Message.Have(1), out);

        assertThat(WireChannel.drain(out)).isEqualTo(WireChannel.bytes("00000001 01 00000005 04 00000001"));
    }

    @Test
    void writesTheHeaderOfAPieceForDataThatFollowByAnotherWay() {
        ByteBuf out = Unpooled.buffer();
        MessageEncoder.writePieceHeader(1, 0x4000, 0x4000, out);

        assertThat(out.readableBytes()).isEqualTo(MessageEncoder.PIECE_HEADER);
        assertThat(WireChannel.drain(out)).isEqualTo(WireChannel.bytes("00004009 07 00000001 00004000"));
    }

    private static void assertGivenAway(Message message) {
        switch (message) {
            case Message.Piece piece -> assertThat(piece.data().refCnt()).isZero();
            case Message.Extended extended ->
                assertThat(extended.payload().refCnt()).isZero();
            default -> {}
        }
    }

    private static ByteBuf buffer(String hex) {
        return Unpooled.wrappedBuffer(WireChannel.bytes(hex));
    }
}
