package org.lyceum.overlay.gossip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The name of a message: the first {@value #BYTES} bytes of SHA-256 over its topic and its content. */
public record GossipId(long high, long low) {

    /** As sent. */
    public static final int BYTES = 16;

    public static GossipId of(String topic, byte[] content) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        sha256.update((byte) name.length);
        sha256.update(name);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(content));
        return new GossipId(digest.getLong(), digest.getLong());
    }

    /** The bits are random already. */
    @Override
    public int hashCode() {
        return (int) low;
    }

    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
