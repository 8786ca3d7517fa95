package org.lyceum.overlay;

/** What this node signs, and whether others signed what is said to be theirs. */
public interface Signatures {

    /** The longest signature that messages have room for; Ed25519 has 64 bytes. */
    int MAX_BYTES = 64;

    /**
     * Signs with this node's own key.
     *
     * @param domain what the signature is for; a signature for one domain is none for another
     * @return at most {@value #MAX_BYTES} bytes
     */
    byte[] sign(String domain, byte[] content);

    /** Whether the holder of the signer's key signed this for this domain. Never throws for what a stranger sent. */
    boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature);
}
