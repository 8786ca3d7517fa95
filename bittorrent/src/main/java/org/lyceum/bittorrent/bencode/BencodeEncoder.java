package org.lyceum.bittorrent.bencode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes bencode: one form for each value, except that a decoded dictionary is copied from its source. */
public final class BencodeEncoder {

    private BencodeEncoder() {}

    public static byte[] encode(BencodeValue value) {
        Output output = new Output();
        output.value(value);
        return output.toByteArray();
    }

    static final class Output extends ByteArrayOutputStream {

        void value(BencodeValue value) {
            switch (value) {
                case BencodeInteger integer -> ascii("i" + integer.value() + "e");
                case BencodeString string -> {
                    ascii(string.length() + ":");
                    string.writeTo(this);
                }
                case BencodeList list -> {
                    write('l');
                    list.values().forEach(this::value);
                    write('e');
                }
                case BencodeDictionary dictionary -> dictionary.writeTo(this);
            }
        }

        private void ascii(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            write(bytes, 0, bytes.length);
        }
    }
}
