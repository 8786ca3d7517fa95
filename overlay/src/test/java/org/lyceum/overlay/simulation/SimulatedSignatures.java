package org.lyceum.overlay.simulation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;

/** Names the signer and the content; nobody in the simulation forges. */
record SimulatedSignatures(PeerId self) implements Signatures {

    @Override
    public byte[] sign(String domain, byte[] content) {
        return signature(self, domain, content);
    }

    @Override
    public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
        return Arrays.equals(signature, signature(signer, domain, content));
    }

    private static byte[] signature(PeerId signer, String domain, byte[] content) {
        return ByteBuffer.allocate(MAX_BYTES)
                .putInt(signer.hashCode())
                .putInt(domain.hashCode())
                .putInt(Arrays.hashCode(content))
                .array();
    }
}
