package org.lyceum.overlay;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Names and contacts as they come over the wire. */
public final class WireSamples {

    private WireSamples() {}

    public static Arbitrary<PeerId> peers() {
        return Arbitraries.bytes().array(byte[].class).ofSize(PeerId.KEY_BYTES).map(PeerId::of);
    }

    public static Arbitrary<Address> addresses() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(255),
                        Arbitraries.integers().between(1, 0xFFFF))
                .as(Address::new);
    }

    public static Arbitrary<Contact> contacts() {
        return Combinators.combine(
                        peers(),
                        Arbitraries.longs().greaterOrEqual(0),
                        addresses().list().ofMinSize(1).ofMaxSize(Contact.MAX_ADDRESSES))
                .as(Contact::new);
    }

    /** Bytes of which the first two look like a version and a type. */
    public static Arbitrary<byte[]> almostMessages() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                .as((type, rest) -> {
                    byte[] message = new byte[rest.length + 2];
                    message[0] = 1;
                    message[1] = type.byteValue();
                    System.arraycopy(rest, 0, message, 2, rest.length);
                    return message;
                });
    }
}
