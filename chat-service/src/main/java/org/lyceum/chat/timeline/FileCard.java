package org.lyceum.chat.timeline;

/**
 * A file of the swarm that a post is about.
 *
 * @param infohash 40 or 64 hexadecimal digits
 * @param bytes its length; {@link #UNKNOWN} when the post does not say
 * @param mediaType as in RFC 6838; empty when the post does not say
 */
public record FileCard(String infohash, String name, long bytes, String mediaType) {

    public static final long UNKNOWN = -1;
}
