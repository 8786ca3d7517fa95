package org.lyceum.overlay.network;

import java.util.function.Function;
import org.lyceum.overlay.gossip.Topic;

/**
 * A kind of message that everyone is to hear, and how it travels.
 *
 * @param encode gives at most as many bytes as the topic allows
 * @param decode throws an {@link IllegalArgumentException} for bytes that nobody may send on this topic: whoever passed
 *     them on should have refused them, and loses its connection
 */
public record TypedTopic<T>(Topic topic, Function<T, byte[]> encode, Function<byte[], T> decode) {}
