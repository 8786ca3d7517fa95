package org.lyceum.e2e.bench.rooms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** MQTT 3.1.1 with QoS 1: each publication is acknowledged by who gets it. */
final class MqttWire implements Wire {

    private static final byte[] TOPIC = "room".getBytes(ISO_8859_1);
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 3;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int MORE = 0x80;

    private final int payload;
    private int clients;
    private int identifiers;

    /** @param payload bytes of a publication, the text in it twice */
    MqttWire(int payload) {
        this.payload = payload;
    }

    @Override
    public byte[] greeting() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(connect());
        ByteBuffer subscription =
                ByteBuffer.allocate(5 + TOPIC.length).putShort((short) 1).putShort((short) TOPIC.length);
        out.writeBytes(packet(SUBSCRIBE, subscription.put(TOPIC).put((byte) 1).array()));
        return out.toByteArray();
    }

    @Override
    public byte[] writerGreeting() {
        return connect();
    }

    /** Clean session, no keep-alive. */
    private byte[] connect() {
        byte[] name = "bench%d".formatted(clients++).getBytes(ISO_8859_1);
        ByteBuffer body = ByteBuffer.allocate(12 + name.length).putShort((short) 4);
        body.put("MQTT".getBytes(ISO_8859_1)).put((byte) 4).put((byte) 2).putShort((short) 0);
        return packet(CONNECT, body.putShort((short) name.length).put(name).array());
    }

    @Override
    public byte[] message(long number, long nanos, int textBytes) {
        String text = Marks.text(number, nanos, textBytes);
        byte[] content = Marks.padded(text + text, payload);
        identifiers = identifiers % 0xFFFF + 1;
        return packet(
                PUBLISH_QOS_1,
                ByteBuffer.allocate(4 + TOPIC.length + content.length)
                        .putShort((short) TOPIC.length)
                        .put(TOPIC)
                        .putShort((short) identifiers)
                        .put(content)
                        .array());
    }

    private static byte[] packet(int type, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type);
        int length = body.length;
        for (; length >= MORE; length >>= 7) {
            out.write((length & (MORE - 1)) | MORE);
        }
        out.write(length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    @Override
    public boolean take(ByteBuffer in, Marks.Reader reader, Latencies latencies, long now, ByteBuffer answers) {
        while (in.remaining() >= 2) {
            int start = in.position();
            int length = 0;
            int header = 1;
            for (int shift = 0; ; shift += 7) {
                if (in.remaining() <= header) {
                    return true;
                }
                byte digit = in.get(start + header++);
                length |= (digit & (MORE - 1)) << shift;
                if (digit >= 0) {
                    break;
                }
            }
            if (in.remaining() < header + length || answers.remaining() < 4) {
                return true;
            }
            int end = start + header + length;
            if (((in.get(start) & 0xFF) >> 4) == PUBLISH) {
                int identifier = start + header + 2 + in.getShort(start + header);
                answers.put((byte) PUBACK).put((byte) 2).putShort(in.getShort(identifier));
                in.position(identifier + 2);
                reader.read(in, end, latencies, now);
            }
            in.position(end);
        }
        return true;
    }
}
