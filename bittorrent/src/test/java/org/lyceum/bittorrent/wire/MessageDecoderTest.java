package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;

class MessageDecoderTest {

    private static final int BLOCK_FRAME = MessageEncoder.PIECE_HEADER + Block.SIZE;

    private static final RecursiveComparisonConfiguration BY_CONTENT = RecursiveComparisonConfiguration.builder()
            .withEqualsForType(ByteBuf::equals, ByteBuf.class)
            .withStrictTypeChecking(true)
            .build();

    static Stream<Arguments> layouts() {
        return MessageEncoderTest.layouts();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void decodesEachMessage(Message message, String hex) {
        try (WireChannel wire = decoder().read(hex)) {
            assertThat(wire.messages())
                    .singleElement()
                    .usingRecursiveComparison(BY_CONTENT)
                    .isEqualTo(message);
        }
    }

    @Test
    void decodesManyMessagesOfOneRead() {
        try (WireChannel wire = decoder().read("00000001 00 00000000 00000005 04 00000001 00000001 0e")) {
            assertThat(wire.received)
                    .containsExactly(
                            new Message.Choke(), new Message.KeepAlive(), new Message.Have(1), new Message.HaveAll());
        }
    }

    @Test
    void decodesAPieceOfTheLongestBlock() {
        try (WireChannel wire = decoder().read(piece(3, 5, Block.MAX_LENGTH))) {
            assertThat(wire.messages()).singleElement().satisfies(message -> {
                Message.Piece piece = (Message.Piece) message;
                assertThat(piece.block()).isEqualTo(new Block(3, 5, Block.MAX_LENGTH));
                assertThat(piece.data().getByte(100)).isEqualTo((byte) 100);
            });
        }
    }

    @Test
    void handsOutSlicesOfAFullReceiveBuffer() {
        try (WireChannel wire = decoder()) {
            byte[] two = Messages.concat(Stream.of(piece(0, 0, Block.SIZE), piece(0, Block.SIZE, Block.SIZE)));
            ByteBuf in = wire.buffer(two, two.length);
            long held = wire.held();
            wire.read(in);

            assertThat(wire.held()).isEqualTo(held);
            assertThat(in.refCnt()).isEqualTo(2);
            assertThat(wire.messages())
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(
                                    ((Message.Piece) message).data().memoryAddress())
                            .isBetween(in.memoryAddress(), in.memoryAddress() + in.capacity()));
        }
    }

    @Test
    void doesNotPinAReceiveBufferThatIsNearlyEmpty() {
        try (WireChannel wire = decoder()) {
            wire.read(wire.buffer(piece(0, 0, Block.SIZE), 256 * 1024));

            assertThat(wire.held()).isEqualTo(Block.SIZE);
        }
    }

    @Test
    void gathersABlockThatArrivesByteByByteInNoMoreThanItsLength() {
        try (WireChannel wire = decoder()) {
            for (byte b : piece(1, 2, Block.SIZE)) {
                wire.read(wire.buffer(new byte[] {b}, 64 * 1024));
                assertThat(wire.held()).isLessThanOrEqualTo(Block.SIZE);
            }
            assertThat(wire.reencoded()).isEqualTo(piece(1, 2, Block.SIZE));
        }
    }

    @Test
    void doesNotAllocateWhatALengthOnlyClaims() {
        try (WireChannel wire = decoder().read("00100000 05 ff")) {
            assertThat(wire.held()).isLessThanOrEqualTo(Block.SIZE);
            assertThat(wire.errors).isEmpty();
        }
    }

    @Test
    void growsWithABitfieldThatArrivesInParts() {
        byte[] frame = Messages.frame(new Message.Bitfield(new byte[1024 * 1024 - 1]));
        try (WireChannel wire = decoder()) {
            for (int from = 0; from < frame.length; from += 10_000) {
                wire.read(Arrays.copyOfRange(frame, from, Math.min(from + 10_000, frame.length)));
            }
            assertThat(wire.messages())
                    .singleElement()
                    .satisfies(message ->
                            assertThat(((Message.Bitfield) message).bits()).hasSize(1024 * 1024 - 1));
        }
    }

    /** Every length that is small, or near the limits, of every message. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void refusesEveryWrongLengthAtTheByteAfterIt(MessageType type) {
        IntStream.concat(IntStream.rangeClosed(1, 64), IntStream.rangeClosed(131_000, 131_200))
                .forEach(length -> {
                    byte[] start = ByteBuffer.allocate(5)
                            .putInt(length)
                            .put((byte) type.id)
                            .array();
                    try (WireChannel wire = decoder().read(start)) {
                        if (isValid(type, length)) {
                            assertThat(wire.errors).as("length %d", length).isEmpty();
                        } else {
                            assertThat(wire.errors)
                                    .as("length %d", length)
                                    .singleElement()
                                    .isInstanceOf(BitTorrentException.class)
                                    .asString()
                                    .contains(type + " message", "length " + length + ",");
                        }
                    }
                });
    }

    private static boolean isValid(MessageType type, int length) {
        return switch (type) {
            case CHOKE, UNCHOKE, INTERESTED, NOT_INTERESTED, HAVE_ALL, HAVE_NONE -> length == 1;
            case PORT -> length == 3;
            case HAVE, SUGGEST_PIECE, ALLOWED_FAST -> length == 5;
            case REQUEST, CANCEL, REJECT_REQUEST -> length == 13;
            case PIECE -> length >= 10 && length <= 9 + Block.MAX_LENGTH;
            case BITFIELD -> true;
            case EXTENDED -> length >= 2;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00000002 00 | choke message: length 2, expected 1",
                "00000009 07 | piece message: length 9, expected 10 to 131081",
                "00000001 14 | extended message: length 1, expected at least 2",
                "00100001 | message: length 1048577 is over the limit of 1048576",
                "ffffffff | message: length 4294967295 is over the limit of 1048576",
                "00000005 04 80000000 | have message: piece 2147483648 is out of range",
                "0000000d 06 00000001 00000000 00000000 "
                        + "| request message: block: piece 1, offset 0, length 0 is out of range",
                "0000000d 08 00000001 00000000 00020001 "
                        + "| cancel message: block: piece 1, offset 0, length 131073 is out of range",
                "0000000a 07 00000001 ffffffff "
                        + "| piece message: block: piece 1, offset -1, length 1 is out of range"
            })
    void saysWhatIsWrong(String hex, String message) {
        try (WireChannel wire = decoder().read(hex)) {
            assertThat(wire.errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error)
                            .isInstanceOf(BitTorrentException.class)
                            .hasMessage(message));
        }
    }

    @Test
    void readsNothingAfterAnError() {
        try (WireChannel wire = decoder().read("00000001 01 00000002 00").read("00000001 00 00000002 00")) {
            assertThat(wire.received).containsExactly(new Message.Unchoke());
            assertThat(wire.errors).hasSize(1);
        }
    }

    @Test
    void appliesTheLimitItWasGiven() {
        try (WireChannel wire = new WireChannel(new MessageDecoder(100)).read("00000065")) {
            assertThat(wire.errors).singleElement().asString().contains("length 101 is over the limit of 100");
        }
    }

    @Test
    void skipsMessagesItDoesNotKnow() {
        try (WireChannel wire = decoder().read("00000003 15 ffff 00000001 ff 00000001 01")) {
            assertThat(wire.received).containsExactly(new Message.Unchoke());
            assertThat(wire.errors).isEmpty();
        }
    }

    @Test
    void skipsALongUnknownMessageWithoutHoldingIt() {
        try (WireChannel wire = decoder().read("00100000 15")) {
            for (int i = 0; i < 1023; i++) {
                wire.read(new byte[1024]);
                assertThat(wire.held()).isZero();
            }
            wire.read(new byte[1023]).read("00000001 01");
            assertThat(wire.received).containsExactly(new Message.Unchoke());
        }
    }

    @Test
    void refusesAPeerThatSendsNothingButUnknownMessages() {
        byte[] thousand = Messages.concat(IntStream.range(0, 1000).mapToObj(i -> WireChannel.bytes("00000001 15")));
        try (WireChannel wire =
                decoder().read(thousand).read("00000001 01").read(thousand).read("00000001 16")) {
            assertThat(wire.received).containsExactly(new Message.Unchoke());
            assertThat(wire.errors)
                    .singleElement()
                    .asString()
                    .contains("more than 1000 of unknown kinds in a row, the last with id 22");
        }
    }

    @Test
    void releasesHalfAFrameWhenTheConnectionEnds() {
        try (WireChannel wire = decoder().read(new byte[] {0, 0, 0x40, 9, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1})) {
            assertThat(wire.held()).isPositive();
            assertThat(wire.channel.close().isSuccess()).isTrue();
            assertThat(wire.held()).isZero();
        }
    }

    @Test
    void releasesHalfAFrameWhenItIsRemoved() {
        try (WireChannel wire = decoder().read(new byte[] {0, 0, 0x40, 9, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1})) {
            wire.channel.pipeline().remove(MessageDecoder.class);
            assertThat(wire.held()).isZero();
        }
    }

    @Test
    void stopsWhenTheReceiverRemovesIt() {
        ChannelInboundHandlerAdapter remover = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                ctx.pipeline().remove(MessageDecoder.class);
                ctx.fireChannelRead(msg);
            }
        };
        try (WireChannel wire = new WireChannel(new MessageDecoder(MessageDecoder.MAX_FRAME), remover)) {
            wire.read("00000001 00 00000001 01 00000009 07");
            assertThat(wire.received).containsExactly(new Message.Choke());
            assertThat(wire.errors).isEmpty();
        }
    }

    @Test
    void letsOtherObjectsThrough() {
        try (WireChannel wire = decoder()) {
            wire.channel.writeInbound("event");
            assertThat(wire.received).containsExactly("event");
        }
    }

    @Test
    void decodesBlocksThatReadsCutAnywhere() {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            frames.add(piece(i, i * Block.SIZE, Block.SIZE));
        }
        byte[] stream = Messages.concat(frames);
        for (int size : new int[] {1000, BLOCK_FRAME - 1, BLOCK_FRAME, BLOCK_FRAME + 1, 65_536}) {
            try (WireChannel wire = decoder()) {
                for (int from = 0; from < stream.length; from += size) {
                    wire.read(Arrays.copyOfRange(stream, from, Math.min(from + size, stream.length)));
                }
                assertThat(wire.received).hasSize(16);
                assertThat(wire.reencoded()).isEqualTo(stream);
            }
        }
    }

    private static WireChannel decoder() {
        return new WireChannel(new MessageDecoder(MessageDecoder.MAX_FRAME));
    }

    /** The frame of a block whose bytes count up. */
    private static byte[] piece(int piece, int offset, int length) {
        ByteBuffer frame = ByteBuffer.allocate(MessageEncoder.PIECE_HEADER + length);
        frame.putInt(9 + length).put((byte) 7).putInt(piece).putInt(offset);
        for (int i = 0; i < length; i++) {
            frame.put((byte) i);
        }
        return frame.array();
    }
}
