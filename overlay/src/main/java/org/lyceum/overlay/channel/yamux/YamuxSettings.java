package org.lyceum.overlay.channel.yamux;

/**
 * The limits of a session.
 *
 * @param inboundStreams how many streams of the other end may be open at a time
 * @param outboundStreams how many of this end
 * @param maxWindow the most bytes that the other end may have on the way in one stream; the window starts at
 *     {@link #INITIAL_WINDOW} and doubles whenever its reader has kept up
 */
public record YamuxSettings(int inboundStreams, int outboundStreams, int maxWindow) {

    /** Bytes that each end may send on a new stream, by the specification. */
    public static final int INITIAL_WINDOW = 256 * 1024;

    public static final YamuxSettings DEFAULT = new YamuxSettings(256, 1024, 4 * 1024 * 1024);

    public YamuxSettings {
        if (maxWindow < INITIAL_WINDOW) {
            throw new IllegalArgumentException(
                    "window of %d bytes, it has to be at least %d".formatted(maxWindow, INITIAL_WINDOW));
        }
    }
}
