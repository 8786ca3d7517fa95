package org.lyceum.overlay.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;

/** Signs with the node's key: the domain, then the content (Ed25519, RFC 8032). */
public record IdentitySignatures(Identity identity) implements Signatures {

    @Override
    public byte[] sign(String domain, byte[] content) {
        return identity.sign(signed(domain, content));
    }

    @Override
    public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
        return PublicKeys.verify(signer, signed(domain, content), signature);
    }

    private static byte[] signed(String domain, byte[] content) {
        byte[] prefix = domain.getBytes(StandardCharsets.UTF_8);
        byte[] signed = Arrays.copyOf(prefix, prefix.length + content.length);
        System.arraycopy(content, 0, signed, prefix.length, content.length);
        return signed;
    }
}
