package org.lyceum.overlay.channel.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** One end of a session. Streams that have something to send take turns, a frame each. */
public final class YamuxSession {

    /** The protocol that multistream-select or the Noise handshake agrees on. */
    public static final String PROTOCOL = "/yamux/1.0.0";

    /** So many full ones can be on their way while the next ones are made. */
    private static final int PUMPED_FRAMES = 16;

    private final boolean dialler;
    private final YamuxSettings settings;
    private final YamuxEvents events;
    private final Map<Long, YamuxStream> streams = new HashMap<>();
    private final Queue<YamuxStream> ready = new ArrayDeque<>();
    private final ByteBuf header = Unpooled.buffer(Frame.HEADER_BYTES, Frame.HEADER_BYTES);
    private long nextId;
    private int inbound;
    private int outbound;

    private @Nullable Frame body;
    private long bodyLeft;

    public YamuxSession(boolean dialler, YamuxSettings settings, YamuxEvents events) {
        this.dialler = dialler;
        this.settings = settings;
        this.events = events;
        nextId = dialler ? 1 : 2;
    }

    YamuxSettings settings() {
        return settings;
    }

    /** Open streams of both ends. */
    public int streamCount() {
        return streams.size();
    }

    /**
     * Opens a stream.
     *
     * @param attach what is to hear of the stream
     * @throws OverlayException {@code OVERLOADED} when as many are open as may be
     */
    public YamuxStream open(Function<YamuxStream, StreamEvents> attach) {
        if (outbound >= settings.outboundStreams() || nextId > 0xffff_ffffL) {
            throw new OverlayException(
                    Reason.OVERLOADED, "%d streams to this peer are open, more may not be".formatted(outbound));
        }
        YamuxStream stream = new YamuxStream(this, nextId);
        nextId += 2;
        outbound++;
        streams.put(stream.id(), stream);
        stream.attach(attach.apply(stream));
        sendControl(Frame.WINDOW_UPDATE, Frame.SYN, stream.id(), 0);
        return stream;
    }

    /** Asks the other end for a sign of life. */
    public void ping(long value) {
        sendControl(Frame.PING, Frame.SYN, 0, value);
    }

    /** Announces the end: 0 as usual, 1 when the other end broke the protocol, 2 for a fault of this end. */
    public void goAway(int code) {
        sendControl(Frame.GO_AWAY, 0, 0, code);
    }

    /**
     * Sends what waits for the connection, as much as it takes, and a few frames at most.
     *
     * @return whether it would take more
     */
    public boolean pump() {
        for (int frame = 0; frame < PUMPED_FRAMES && isReady(); frame++) {
            ready.remove().sendOne();
        }
        return isReady();
    }

    private boolean isReady() {
        return !ready.isEmpty() && events.isWritable();
    }

    void ready(YamuxStream stream) {
        ready.add(stream);
    }

    /**
     * Takes bytes of the other end, all of them; data is passed on as it comes, before its frame is whole.
     *
     * @throws OverlayException {@code WINDOW_OVERRUN} or {@code PROTOCOL_VIOLATION}, which end the connection
     */
    public void receive(ByteBuf in) {
        while (in.isReadable()) {
            if (body != null) {
                receiveBody(body, in);
            } else {
                in.readBytes(header, Math.min(in.readableBytes(), header.writableBytes()));
                if (!header.isWritable()) {
                    Frame frame = Frame.read(header);
                    header.clear();
                    receive(frame);
                }
            }
        }
    }

    private void receive(Frame frame) {
        switch (frame.type()) {
            case Frame.PING -> receivePing(frame);
            case Frame.GO_AWAY -> events.goAway(frame.length());
            default -> receiveOnStream(frame);
        }
    }

    private void receivePing(Frame frame) {
        if (frame.has(Frame.SYN)) {
            sendControl(Frame.PING, Frame.ACK, 0, frame.length());
        } else {
            events.pong(frame.length());
        }
    }

    private void receiveOnStream(Frame frame) {
        if (frame.has(Frame.SYN)) {
            accept(frame.streamId());
        }
        YamuxStream stream = streams.get(frame.streamId());
        if (frame.type() == Frame.DATA) {
            if (stream != null) {
                stream.announced(frame.length());
            }
            if (frame.length() > 0) {
                body = frame;
                bodyLeft = frame.length();
                return;
            }
        } else if (stream != null) {
            stream.windowGrows(frame.length());
        }
        endOf(frame, stream);
    }

    private void receiveBody(Frame frame, ByteBuf in) {
        int length = (int) Math.min(bodyLeft, in.readableBytes());
        YamuxStream stream = streams.get(frame.streamId());
        if (stream != null && !frame.has(Frame.RST)) {
            stream.received(in.readSlice(length));
        } else {
            // late, of a stream that has ended here
            in.skipBytes(length);
        }
        bodyLeft -= length;
        if (bodyLeft == 0) {
            body = null;
            endOf(frame, streams.get(frame.streamId()));
        }
    }

    private static void endOf(Frame frame, @Nullable YamuxStream stream) {
        if (stream == null) {
            return;
        }
        if (frame.has(Frame.RST)) {
            stream.remoteReset();
        } else if (frame.has(Frame.FIN)) {
            stream.remoteFinished();
        }
    }

    private void accept(long id) {
        if (isOurs(id)) {
            throw new OverlayException(
                    Reason.PROTOCOL_VIOLATION, "yamux: the other end opens stream %d, an id of ours".formatted(id));
        }
        if (streams.containsKey(id)) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "yamux: stream %d is opened twice".formatted(id));
        }
        YamuxStream stream = new YamuxStream(this, id);
        StreamEvents to = inbound < settings.inboundStreams() ? events.opened(stream) : null;
        if (to == null) {
            sendControl(Frame.WINDOW_UPDATE, Frame.RST, id, 0);
            return;
        }
        stream.attach(to);
        streams.put(id, stream);
        inbound++;
        sendControl(Frame.WINDOW_UPDATE, Frame.ACK, id, 0);
    }

    private boolean isOurs(long id) {
        return (id % 2 == 1) == dialler;
    }

    void forget(YamuxStream stream) {
        if (streams.remove(stream.id(), stream)) {
            if (isOurs(stream.id())) {
                outbound--;
            } else {
                inbound--;
            }
        }
    }

    /** Drops every stream, and tells each that it was reset. */
    public void end() {
        new ArrayList<>(streams.values()).forEach(YamuxStream::remoteReset);
        ready.clear();
    }

    void sendControl(int type, int flags, long streamId, long length) {
        ByteBuf frame = events.allocate(Frame.HEADER_BYTES);
        new Frame(type, flags, streamId, length).write(frame);
        events.send(frame);
    }

    /** Writes the header into the room before the data where there is some that nobody else uses. */
    void sendData(long streamId, ByteBuf data) {
        int start = data.readerIndex() - Frame.HEADER_BYTES;
        if (start < 0 || data.refCnt() > 1) {
            sendControl(Frame.DATA, 0, streamId, data.readableBytes());
        } else {
            int end = data.writerIndex();
            Frame frame = new Frame(Frame.DATA, 0, streamId, data.readableBytes());
            frame.write(data.setIndex(start, start));
            data.writerIndex(end);
        }
        events.send(data);
    }
}
