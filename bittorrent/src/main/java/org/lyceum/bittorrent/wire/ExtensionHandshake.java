package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeEncoder;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeString;
import org.lyceum.bittorrent.bencode.BencodeValue;

/**
 * What a peer says about itself in the extended message with id 0 (BEP 10).
 *
 * @param messages the ids, 0 to 255, under which the sender wants to receive each extension's messages; an id of 0 turns
 *     one off that an earlier handshake turned on
 * @param client name and version for people
 * @param requestQueue how many requests the sender keeps for us before it drops some ({@code reqq}), from 1 on
 * @param port TCP port on which the sender takes connections; 0 when it does not tell
 * @param metadataSize bytes of the info dictionary (BEP 9); 0 when the sender has none or claims too much
 * @param uploadOnly the sender wants nothing more (BEP 21)
 */
public record ExtensionHandshake(
        Map<String, Integer> messages,
        @Nullable String client,
        int requestQueue,
        int port,
        int metadataSize,
        boolean uploadOnly) {

    /** What a peer keeps that does not tell, as libtorrent has it. */
    public static final int DEFAULT_REQUEST_QUEUE = 250;

    /** More than any peer can use, whatever it claims. */
    private static final int MAX_REQUEST_QUEUE = 10_000;

    /** Real ones take a few hundred bytes. */
    private static final int MAX_LENGTH = 16 * 1024;

    private static final int MAX_EXTENSIONS = 64;
    private static final int MAX_TEXT = 64;

    /** Control and format characters, line and paragraph separators. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    public ExtensionHandshake {
        messages = Map.copyOf(messages);
    }

    /** The payload of the message. */
    public ByteBuf encode() {
        BencodeDictionary.Builder ids = BencodeDictionary.builder();
        messages.forEach(ids::put);
        BencodeDictionary.Builder handshake =
                BencodeDictionary.builder().put("m", ids.build()).put("reqq", requestQueue);
        if (client != null) {
            handshake.put("v", client);
        }
        if (port != 0) {
            handshake.put("p", port);
        }
        if (metadataSize != 0) {
            handshake.put("metadata_size", metadataSize);
        }
        if (uploadOnly) {
            handshake.put("upload_only", 1);
        }
        return Unpooled.wrappedBuffer(BencodeEncoder.encode(handshake.build()));
    }

    /**
     * Reads a payload, which the caller keeps and releases. A single field that makes no sense counts as absent.
     *
     * @throws org.lyceum.bittorrent.BitTorrentException when the payload does not begin with a dictionary
     */
    public static ExtensionHandshake decode(ByteBuf payload) {
        BencodeDictionary handshake =
                BencodedPayload.read("extension handshake", payload, MAX_LENGTH).dictionary();
        return new ExtensionHandshake(
                extensions(handshake.get("m")),
                clientName(handshake.get("v")),
                Math.min(integer(handshake.get("reqq"), Integer.MAX_VALUE, DEFAULT_REQUEST_QUEUE), MAX_REQUEST_QUEUE),
                integer(handshake.get("p"), 65_535, 0),
                integer(handshake.get("metadata_size"), MetadataMessage.MAX_TOTAL_SIZE, 0),
                integer(handshake.get("upload_only"), Integer.MAX_VALUE, 0) != 0);
    }

    private static Map<String, Integer> extensions(@Nullable BencodeValue value) {
        Map<String, Integer> ids = new HashMap<>();
        if (value instanceof BencodeDictionary dictionary) {
            dictionary.forEach((name, id) -> {
                if (ids.size() < MAX_EXTENSIONS
                        && name.length() <= MAX_TEXT
                        && id instanceof BencodeInteger number
                        && number.value() >= 0
                        && number.value() <= 255) {
                    ids.put(name.text(), (int) number.value());
                }
            });
        }
        return ids;
    }

    /** The name without characters that do not show, or that turn the text around them. */
    private static @Nullable String clientName(@Nullable BencodeValue value) {
        if (!(value instanceof BencodeString name)) {
            return null;
        }
        String clean = INVISIBLE.matcher(name.text()).replaceAll("").strip();
        if (clean.isEmpty()) {
            return null;
        }
        int shown = Math.min(MAX_TEXT, clean.codePointCount(0, clean.length()));
        return clean.substring(0, clean.offsetByCodePoints(0, shown));
    }

    /** The number if it is from 1 to {@code max}. */
    private static int integer(@Nullable BencodeValue value, int max, int otherwise) {
        return value instanceof BencodeInteger number && number.value() >= 1 && number.value() <= max
                ? (int) number.value()
                : otherwise;
    }
}
