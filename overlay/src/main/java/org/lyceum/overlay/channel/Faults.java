package org.lyceum.overlay.channel;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** What has ended a connection, in the terms of the overlay. */
final class Faults {

    private Faults() {}

    static OverlayException of(Throwable cause) {
        return switch (cause) {
            case OverlayException known -> known;
            case DecoderException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case IOException broken ->
                new OverlayException(Reason.CLOSED_BY_PEER, "the connection broke: " + broken.getMessage(), broken);
            default -> new OverlayException(Reason.CLOSED, "a fault of this node: " + cause, cause);
        };
    }
}
