package org.lyceum.chat.feed;

import org.lyceum.chat.events.Placed;
import org.lyceum.chat.hosting.RoomStatus;
import org.lyceum.overlay.PeerId;

/** What readers are told, as JSON in UTF-8: an event by itself, everything else as a whole frame's text. */
public interface Encoding {

    byte[] event(Placed placed);

    byte[] over(String logId);

    byte[] status(RoomStatus status);

    byte[] typing(PeerId who, String name);

    byte[] notice(String text);
}
