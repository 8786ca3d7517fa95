package org.lyceum.chat.events;

import java.nio.charset.StandardCharsets;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.PublicKeys;

/** Signs with a real key, as a node does: the domain, then the content. */
public record KeySignatures(Identity identity) implements Signatures {

    @Override
    public byte[] sign(String domain, byte[] content) {
        return identity.sign(signed(domain, content));
    }

    @Override
    public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
        return PublicKeys.verify(signer, signed(domain, content), signature);
    }

    private static byte[] signed(String domain, byte[] content) {
        return new ByteWriter()
                .raw(domain.getBytes(StandardCharsets.UTF_8))
                .raw(content)
                .toBytes();
    }
}
