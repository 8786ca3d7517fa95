package org.lyceum.bittorrent.tracker;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;

/**
 * The bytes of BEP 15 packets, with the options of BEP 41, for both sides. Stateless; never keeps a buffer.
 *
 * <p>The lengths of all packets are checked exactly: a connect is 16 bytes, an announce 98 and its options, a scrape
 * 16 and 20 for each info hash; answers are 16, 20 and 6 or 18 for each peer, 8 and 12 for each info hash.
 */
public final class UdpCodec {

    /** Marks a connect request. */
    static final long PROTOCOL_ID = 0x41727101980L;

    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int SCRAPE = 2;
    private static final int ERROR = 3;

    /** Connection id, action and transaction id. */
    private static final int REQUEST_HEADER = 16;

    private static final int ANNOUNCE_LENGTH = 98;

    /** Action and transaction id. */
    private static final int RESPONSE_HEADER = 8;

    private static final int CONNECTED_LENGTH = 16;
    private static final int ANNOUNCED_LENGTH = 20;
    private static final int SCRAPED_WIDTH = 12;

    private static final int END_OF_OPTIONS = 0;
    private static final int NOP = 1;
    private static final int URL_DATA = 2;
    private static final int MAX_OPTION = 255;

    private static final int MAX_MESSAGE = 300;

    private UdpCodec() {}

    public static void encode(UdpPacket packet, ByteBuf out) {
        switch (packet) {
            case UdpRequest.Connect connect -> header(out, PROTOCOL_ID, CONNECT, connect.transactionId());
            case UdpRequest.Announce announce -> encode(announce, out);
            case UdpRequest.Scrape scrape -> {
                header(out, scrape.connectionId(), SCRAPE, scrape.transactionId());
                scrape.infoHashes().forEach(infoHash -> write(infoHash, out));
            }
            case UdpResponse.Connected connected ->
                header(out, CONNECT, connected.transactionId()).writeLong(connected.connectionId());
            case UdpResponse.Announced announced ->
                header(out, ANNOUNCE, announced.transactionId())
                        .writeInt(announced.interval())
                        .writeInt(announced.leechers())
                        .writeInt(announced.seeders())
                        .writeBytes(announced.peers().bytes());
            case UdpResponse.Scraped scraped -> {
                header(out, SCRAPE, scraped.transactionId());
                for (ScrapeResult result : scraped.results()) {
                    out.writeInt(result.seeders()).writeInt(result.completed()).writeInt(result.leechers());
                }
            }
            case UdpResponse.Refused refused ->
                header(out, ERROR, refused.transactionId())
                        .writeBytes(refused.message().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void header(ByteBuf out, long connectionId, int action, int transactionId) {
        out.writeLong(connectionId).writeInt(action).writeInt(transactionId);
    }

    private static ByteBuf header(ByteBuf out, int action, int transactionId) {
        return out.writeInt(action).writeInt(transactionId);
    }

    private static void encode(UdpRequest.Announce packet, ByteBuf out) {
        AnnounceRequest announce = packet.announce();
        header(out, packet.connectionId(), ANNOUNCE, packet.transactionId());
        write(announce.infoHash(), out);
        out.writeBytes(announce.peerId().toBytes())
                .writeLong(announce.downloaded())
                .writeLong(announce.left())
                .writeLong(announce.uploaded())
                .writeInt(announce.event().code())
                .writeInt(0) // IP address: the one that the datagram comes from
                .writeInt(announce.key())
                .writeInt(announce.numWant())
                .writeShort(announce.port());
        byte[] urlData = packet.urlData().getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < urlData.length; start += MAX_OPTION) {
            int length = Math.min(MAX_OPTION, urlData.length - start);
            out.writeByte(URL_DATA).writeByte(length).writeBytes(urlData, start, length);
        }
    }

    private static void write(InfoHash infoHash, ByteBuf out) {
        out.writeLong(infoHash.high()).writeLong(infoHash.middle()).writeInt(infoHash.low());
    }

    /** Reads a datagram that came to a tracker; empty when it is no request of BEP 15. Never throws. */
    public static Optional<UdpRequest> decodeRequest(ByteBuf in) {
        int length = in.readableBytes();
        if (length < REQUEST_HEADER) {
            return Optional.empty();
        }
        long connectionId = in.readLong();
        int action = in.readInt();
        int transactionId = in.readInt();
        return switch (action) {
            case CONNECT ->
                length == REQUEST_HEADER && connectionId == PROTOCOL_ID
                        ? Optional.of(new UdpRequest.Connect(transactionId))
                        : Optional.empty();
            case ANNOUNCE ->
                length < ANNOUNCE_LENGTH ? Optional.empty() : decodeAnnounce(connectionId, transactionId, in);
            case SCRAPE -> {
                int bytes = length - REQUEST_HEADER;
                boolean whole = bytes > 0
                        && bytes % InfoHash.LENGTH == 0
                        && bytes / InfoHash.LENGTH <= UdpRequest.Scrape.MAX_HASHES;
                yield whole
                        ? Optional.of(new UdpRequest.Scrape(connectionId, transactionId, readInfoHashes(in)))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Optional<UdpRequest> decodeAnnounce(long connectionId, int transactionId, ByteBuf in) {
        InfoHash infoHash = readInfoHash(in);
        PeerId peerId = PeerId.of(ByteBufUtil.getBytes(in.readSlice(PeerId.LENGTH)));
        long downloaded = in.readLong();
        long left = in.readLong();
        long uploaded = in.readLong();
        Optional<AnnounceEvent> event = AnnounceEvent.ofCode(in.readInt());
        in.skipBytes(Integer.BYTES); // IP address: never believed
        int key = in.readInt();
        int numWant = in.readInt();
        int port = in.readUnsignedShort();
        String urlData = readUrlData(in);
        return event.map(why -> new UdpRequest.Announce(
                connectionId,
                transactionId,
                new AnnounceRequest(infoHash, peerId, downloaded, left, uploaded, why, key, numWant, port),
                urlData));
    }

    private static List<InfoHash> readInfoHashes(ByteBuf in) {
        List<InfoHash> infoHashes = new ArrayList<>(in.readableBytes() / InfoHash.LENGTH);
        while (in.isReadable()) {
            infoHashes.add(readInfoHash(in));
        }
        return infoHashes;
    }

    private static InfoHash readInfoHash(ByteBuf in) {
        return new InfoHash(in.readLong(), in.readLong(), in.readInt());
    }

    /**
     * The URL data of BEP 41 in the rest of an announce. Options of other kinds are skipped; whatever follows one that
     * claims more than there is, is ignored: the announce before it is complete.
     */
    private static String readUrlData(ByteBuf in) {
        StringBuilder urlData = new StringBuilder();
        while (in.isReadable()) {
            int option = in.readUnsignedByte();
            if (option == NOP) {
                continue;
            }
            if (option == END_OF_OPTIONS || !in.isReadable()) {
                break;
            }
            int length = in.readUnsignedByte();
            if (length > in.readableBytes()) {
                break;
            }
            if (option == URL_DATA) {
                urlData.append(in.readCharSequence(length, StandardCharsets.ISO_8859_1));
            } else {
                in.skipBytes(length);
            }
        }
        return urlData.toString();
    }

    /** The transaction id of an answer, readable even where the rest is not; empty when there is none. */
    static Optional<Integer> transactionIdOfResponse(ByteBuf in) {
        return in.readableBytes() < RESPONSE_HEADER
                ? Optional.empty()
                : Optional.of(in.getInt(in.readerIndex() + Integer.BYTES));
    }

    /**
     * Reads a datagram that came from a tracker.
     *
     * @param family of the address that it came from, which is that of the peers in it
     * @throws BitTorrentException saying what is wrong with it
     */
    public static UdpResponse decodeResponse(ByteBuf in, CompactPeers.Family family) {
        int length = in.readableBytes();
        if (length < RESPONSE_HEADER) {
            throw wrongLength("answer", length, "at least 8");
        }
        int action = in.readInt();
        int transactionId = in.readInt();
        return switch (action) {
            case CONNECT -> {
                if (length != CONNECTED_LENGTH) {
                    throw wrongLength("connect answer", length, "16");
                }
                yield new UdpResponse.Connected(transactionId, in.readLong());
            }
            case ANNOUNCE -> {
                if (length < ANNOUNCED_LENGTH || (length - ANNOUNCED_LENGTH) % family.width() != 0) {
                    throw wrongLength("announce answer", length, "20 and " + family.width() + " for each peer");
                }
                yield new UdpResponse.Announced(
                        transactionId,
                        in.readInt(),
                        in.readInt(),
                        in.readInt(),
                        new CompactPeers(family, ByteBufUtil.getBytes(in.readSlice(in.readableBytes()))));
            }
            case SCRAPE -> {
                if ((length - RESPONSE_HEADER) % SCRAPED_WIDTH != 0) {
                    throw wrongLength("scrape answer", length, "8 and 12 for each info hash");
                }
                List<ScrapeResult> results = new ArrayList<>((length - RESPONSE_HEADER) / SCRAPED_WIDTH);
                while (in.isReadable()) {
                    results.add(new ScrapeResult(in.readInt(), in.readInt(), in.readInt()));
                }
                yield new UdpResponse.Scraped(transactionId, results);
            }
            case ERROR -> new UdpResponse.Refused(transactionId, readMessage(in));
            default ->
                throw BitTorrentException.malformed(
                        "tracker: an answer of action %d, expected 0 to 3".formatted(action));
        };
    }

    /** The tracker's words, fit for a terminal, a log and a page: one line of bounded length without controls. */
    private static String readMessage(ByteBuf in) {
        String text = in.readCharSequence(Math.min(MAX_MESSAGE, in.readableBytes()), StandardCharsets.UTF_8)
                .toString();
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}]+", " ")
                .strip();
    }

    private static BitTorrentException wrongLength(String what, int length, String expected) {
        return BitTorrentException.malformed("tracker: %s of %d bytes, expected %s".formatted(what, length, expected));
    }
}
