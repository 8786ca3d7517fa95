package org.lyceum.chat.direct;

import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;

/**
 * A direct message as this node keeps it.
 *
 * @param number in the order in which this node wrote or got them, from 1
 * @param with the other end
 * @param waiting whether the other end's node does not have it yet
 * @param event a message of either end, for the {@linkplain Correspondence#roomOf room of both}
 */
public record Letter(long number, PeerId with, boolean waiting, SignedEvent event) {}
