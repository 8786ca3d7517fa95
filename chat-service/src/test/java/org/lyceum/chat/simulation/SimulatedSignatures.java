package org.lyceum.chat.simulation;

import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;

/** Nobody in the simulation forges. */
record SimulatedSignatures(byte[] stub) implements Signatures {

    @Override
    public byte[] sign(String domain, byte[] content) {
        return stub;
    }

    @Override
    public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
        return true;
    }
}
