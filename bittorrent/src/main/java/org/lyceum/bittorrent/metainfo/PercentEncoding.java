package org.lyceum.bittorrent.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.lyceum.bittorrent.BitTorrentException;

/** Percent-encoding of text as UTF-8 (RFC 3986, 2.1). A plus sign is a plus sign. */
final class PercentEncoding {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PercentEncoding() {}

    static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        int position = 0;
        while (position < encoded.length()) {
            int percent = encoded.indexOf('%', position);
            int end = percent < 0 ? encoded.length() : percent;
            bytes.writeBytes(encoded.substring(position, end).getBytes(StandardCharsets.UTF_8));
            position = end;
            if (percent >= 0) {
                bytes.write(octet(encoded, percent));
                position += 3;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int octet(String encoded, int percent) {
        String code = encoded.substring(percent, Math.min(percent + 3, encoded.length()));
        int high = code.length() == 3 ? Character.digit(code.charAt(1), 16) : -1;
        int low = code.length() == 3 ? Character.digit(code.charAt(2), 16) : -1;
        if (high < 0 || low < 0) {
            throw BitTorrentException.malformed("'%s' is no percent-encoded byte".formatted(code));
        }
        return high << 4 | low;
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append("%%%02X".formatted((int) c));
            }
        }
        return encoded.toString();
    }
}
