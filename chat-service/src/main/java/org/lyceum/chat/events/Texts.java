package org.lyceum.chat.events;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as UTF-8, which not every Java string is: half of a surrogate pair has no encoding. */
final class Texts {

    private Texts() {}

    /** @throws IllegalArgumentException when it takes more bytes, or cannot be encoded; the message names it */
    static void require(String what, String text, int maxBytes) {
        int length = encode(what, text).length;
        if (length > maxBytes) {
            throw new IllegalArgumentException(
                    "%s takes %d bytes, at most %d are allowed".formatted(what, length, maxBytes));
        }
    }

    static byte[] encode(String what, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("%s is no text: half of a surrogate pair is in it".formatted(what), e);
        }
    }
}
