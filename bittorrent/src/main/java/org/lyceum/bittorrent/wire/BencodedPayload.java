package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.bencode.BencodeDecoder;
import org.lyceum.bittorrent.bencode.BencodeDictionary;

/**
 * The dictionary that the payload of an extension message begins with.
 *
 * @param length bytes that it takes; what follows is raw
 */
record BencodedPayload(BencodeDictionary dictionary, int length) {

    /**
     * Reads no further than {@code maxLength} bytes, and moves no index of {@code payload}.
     *
     * @param message what to call the message in an error
     */
    static BencodedPayload read(String message, ByteBuf payload, int maxLength) {
        int length = Math.min(payload.readableBytes(), maxLength);
        byte[] bytes = ByteBufUtil.getBytes(payload, payload.readerIndex(), length, true);
        BencodeDecoder.Prefix prefix;
        try {
            prefix = BencodeDecoder.lenient().decodePrefix(bytes);
        } catch (BitTorrentException e) {
            String cut = length < payload.readableBytes() ? ", of which only %d are read".formatted(length) : "";
            throw new BitTorrentException(
                    e.reason(),
                    "%s of %d bytes%s: %s".formatted(message, payload.readableBytes(), cut, e.getMessage()),
                    e);
        }
        if (prefix.value() instanceof BencodeDictionary dictionary) {
            return new BencodedPayload(dictionary, prefix.length());
        }
        throw BitTorrentException.malformed("%s: expected a dictionary, found %s"
                .formatted(message, prefix.value().kind()));
    }
}
