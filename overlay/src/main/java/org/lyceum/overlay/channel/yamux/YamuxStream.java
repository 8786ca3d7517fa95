package org.lyceum.overlay.channel.yamux;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** A stream of a session. Like the session it is for one thread. */
public final class YamuxStream {

    /** For the header of a frame. */
    public static final int HEADROOM = Frame.HEADER_BYTES;

    /** As much data as fills one Noise message with the header. */
    public static final int MAX_DATA = 65_519 - HEADROOM;

    /** A window cannot hold more, whatever updates say. */
    private static final long MAX_SEND_WINDOW = 0xffff_ffffL;

    private final YamuxSession session;
    private final long id;
    private @Nullable StreamEvents events;

    private final Queue<ByteBuf> unsent = new ArrayDeque<>();
    private long sendWindow = YamuxSettings.INITIAL_WINDOW;
    private boolean queued;
    private boolean finishing;
    private boolean finished;

    private int receiveWindow = YamuxSettings.INITIAL_WINDOW;
    private long receiveCredit = YamuxSettings.INITIAL_WINDOW;
    private int unread;
    private boolean remoteFinished;

    private boolean gone;

    YamuxStream(YamuxSession session, long id) {
        this.session = session;
        this.id = id;
    }

    void attach(StreamEvents to) {
        events = to;
    }

    private StreamEvents events() {
        return Objects.requireNonNull(events, "attached when opened");
    }

    /** Unique among the open streams of a connection; odd for those of the end that dialled. */
    public long id() {
        return id;
    }

    /**
     * Sends bytes when the window allows it; they are released then. What the buffer holds before its reader index may
     * be overwritten: {@link #HEADROOM} bytes there save a copy.
     */
    public void write(ByteBuf bytes) {
        if (gone || finishing || !bytes.isReadable()) {
            bytes.release();
            return;
        }
        unsent.add(bytes);
        enqueue();
    }

    /** Ends this end's half, behind all that was written. */
    public void finish() {
        if (!gone && !finishing) {
            finishing = true;
            if (unsent.isEmpty()) {
                sendFinish();
            }
        }
    }

    /** Gives the stream up; the other end learns it. */
    public void reset() {
        if (!gone) {
            session.sendControl(Frame.WINDOW_UPDATE, Frame.RST, id, 0);
            vanish();
        }
    }

    /** Bytes that the other end may have on the way. */
    public int receiveWindow() {
        return receiveWindow;
    }

    /** Lets the other end send on: the application has done with so many bytes. */
    public void consumed(int bytes) {
        unread -= bytes;
        if (gone || remoteFinished) {
            return;
        }
        long owed = receiveWindow - receiveCredit - unread;
        if (owed < receiveWindow / 2) {
            return;
        }
        if (unread < receiveWindow / 4) {
            int grown = (int) Math.min(2L * receiveWindow, session.settings().maxWindow());
            owed += grown - receiveWindow;
            receiveWindow = grown;
        }
        receiveCredit += owed;
        session.sendControl(Frame.WINDOW_UPDATE, 0, id, owed);
    }

    private void enqueue() {
        if (!queued && sendWindow > 0 && !unsent.isEmpty()) {
            queued = true;
            session.ready(this);
        }
    }

    /** Sends one frame, and queues up for the next. */
    void sendOne() {
        queued = false;
        ByteBuf head = unsent.peek();
        if (gone || head == null) {
            return;
        }
        int length = (int) Math.min(Math.min(head.readableBytes(), sendWindow), MAX_DATA);
        sendWindow -= length;
        ByteBuf data = length == head.readableBytes() ? unsent.remove() : head.readRetainedSlice(length);
        session.sendData(id, data);
        events().sent(length);
        if (unsent.isEmpty() && finishing) {
            sendFinish();
        }
        enqueue();
    }

    private void sendFinish() {
        finished = true;
        session.sendControl(Frame.WINDOW_UPDATE, Frame.FIN, id, 0);
        forgetWhenDone();
    }

    void windowGrows(long delta) {
        sendWindow = Math.min(MAX_SEND_WINDOW, sendWindow + delta);
        enqueue();
    }

    /** The other end announces so many bytes. */
    void announced(long length) {
        if (length > receiveCredit) {
            throw new OverlayException(
                    Reason.WINDOW_OVERRUN,
                    "yamux: %d bytes on stream %d, whose window has %d left".formatted(length, id, receiveCredit));
        }
        if (length > 0 && remoteFinished) {
            throw new OverlayException(
                    Reason.PROTOCOL_VIOLATION, "yamux: %d bytes on stream %d behind its end".formatted(length, id));
        }
        receiveCredit -= length;
    }

    void received(ByteBuf bytes) {
        unread += bytes.readableBytes();
        events().received(bytes);
    }

    void remoteFinished() {
        if (!remoteFinished && !gone) {
            remoteFinished = true;
            events().remoteFinished();
            forgetWhenDone();
        }
    }

    void remoteReset() {
        if (!gone) {
            vanish();
            events().reset();
        }
    }

    private void forgetWhenDone() {
        if (finished && remoteFinished) {
            vanish();
        }
    }

    /** Drops what is unsent, and is known no more. */
    void vanish() {
        if (!gone) {
            gone = true;
            unsent.forEach(ByteBuf::release);
            unsent.clear();
            session.forget(this);
        }
    }
}
