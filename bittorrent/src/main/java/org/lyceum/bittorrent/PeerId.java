package org.lyceum.bittorrent;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * The 20 bytes by which a peer names itself in a handshake and to a tracker (BEP 3), as Latin-1 text.
 */
public record PeerId(String latin1) {

    public static final int LENGTH = 20;

    /** Client code and version of ours in the Azureus style (BEP 20). */
    private static final String PREFIX = "-LY0100-";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public PeerId {
        if (latin1.length() != LENGTH) {
            throw BitTorrentException.malformed("peer id: %d bytes, expected 20".formatted(latin1.length()));
        }
        for (int i = 0; i < LENGTH; i++) {
            if (latin1.charAt(i) > 0xff) {
                throw BitTorrentException.malformed("peer id: character %d is not Latin-1".formatted(i));
            }
        }
    }

    public static PeerId of(byte[] bytes) {
        return new PeerId(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** A new id of this client, its last twelve characters drawn from {@code random}. */
    public static PeerId generate(RandomGenerator random) {
        StringBuilder id = new StringBuilder(PREFIX);
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new PeerId(id.toString());
    }

    public byte[] toBytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A name for people, such as {@code Transmission 4.0.6}; the printable prefix where the client is unknown. */
    public String clientName() {
        return ClientName.of(this);
    }
}
