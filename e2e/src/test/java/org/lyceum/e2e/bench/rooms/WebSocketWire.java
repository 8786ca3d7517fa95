package org.lyceum.e2e.bench.rooms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** A room's WebSocket (RFC 6455). Masks are zero, which is as valid as any other and leaves the bytes as they are. */
final class WebSocketWire implements Wire {

    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;
    private static final int CLOSE = 0x8;
    private static final int OPCODE = 0x0F;

    private final String path;
    private final String host;

    WebSocketWire(String host, String path) {
        this.host = host;
        this.path = path;
    }

    @Override
    public byte[] greeting() {
        return """
                GET %s HTTP/1.1\r
                Host: %s\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                \r
                """.formatted(path, host).getBytes(ISO_8859_1);
    }

    /** Reads as well, as nobody writes in a room without reading it. */
    @Override
    public byte[] writerGreeting() {
        return greeting();
    }

    @Override
    public byte[] message(long number, long nanos, int textBytes) {
        return frame("{\"type\":\"send\",\"text\":\"%s\"}".formatted(Marks.text(number, nanos, textBytes)));
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(ISO_8859_1);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) TEXT);
        if (payload.length < TWO_BYTES_FOLLOW) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES_FOLLOW)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Override
    public boolean take(ByteBuffer in, Marks.Reader reader, Latencies latencies, long now, ByteBuffer answers) {
        while (in.remaining() >= 2) {
            int start = in.position();
            if (in.get(start) == 'H') {
                if (!skipUpgrade(in)) {
                    return true;
                }
                answers.put(frame("{\"type\":\"hello\",\"protocol\":1}"));
                continue;
            }
            if ((in.get(start) & OPCODE) == CLOSE) {
                return false;
            }
            int header = 2;
            long length = in.get(start + 1);
            if (length == TWO_BYTES_FOLLOW) {
                if (in.remaining() < 4) {
                    return true;
                }
                header = 4;
                length = Short.toUnsignedInt(in.getShort(start + 2));
            } else if (length == EIGHT_BYTES_FOLLOW) {
                if (in.remaining() < 10) {
                    return true;
                }
                header = 10;
                length = in.getLong(start + 2);
            }
            if (in.remaining() < header + length) {
                return true;
            }
            in.position(start + header);
            int end = start + header + (int) length;
            reader.read(in, end, latencies, now);
            in.position(end);
        }
        return true;
    }

    private static boolean skipUpgrade(ByteBuffer in) {
        for (int i = in.position(); i + 3 < in.limit(); i++) {
            if (in.get(i) == '\r' && in.get(i + 2) == '\r') {
                in.position(i + 4);
                return true;
            }
        }
        return false;
    }
}
