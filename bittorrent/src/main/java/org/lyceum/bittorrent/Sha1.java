package org.lyceum.bittorrent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1 (FIPS 180-4), which BitTorrent names pieces and torrents by (BEP 3). */
public final class Sha1 {

    /** Never updated. A clone costs a hundredth of looking the algorithm up, which every piece would pay. */
    private static final MessageDigest FRESH = lookUp();

    private Sha1() {}

    /** A digest of nothing yet, confined to one thread at a time. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return lookUp();
        }
    }

    private static MessageDigest lookUp() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
