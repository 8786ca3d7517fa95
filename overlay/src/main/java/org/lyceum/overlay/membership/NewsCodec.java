package org.lyceum.overlay.membership;

import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;

/** {@link News} as the signed body of a gossip message: content, then the teller's signature. */
public final class NewsCodec {

    /** The topic of gossip that carries news. */
    public static final String TOPIC = "membership";

    /** A contact with the longest addresses, and its signature. */
    public static final int MAX_BYTES = 2048;

    private static final String DOMAIN = "lyceum-membership-news:";

    private NewsCodec() {}

    public static byte[] encode(News news, Signatures signatures) {
        byte[] content = content(news);
        return new ByteWriter()
                .block(content)
                .block(signatures.sign(DOMAIN, content))
                .toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws MalformedMessageException when the bytes are no news, or its teller did not sign it
     */
    public static News decode(byte[] bytes, Signatures signatures) {
        byte[][] parts = ByteReader.readAll(
                bytes, MAX_BYTES, in -> new byte[][] {in.block(MAX_BYTES), in.block(Signatures.MAX_BYTES)});
        News news = ByteReader.readAll(parts[0], MAX_BYTES, NewsCodec::read);
        if (!signatures.isSignedBy(news.teller(), DOMAIN, parts[0], parts[1])) {
            throw new MalformedMessageException(
                    "news of %s is not signed by %s".formatted(news.about(), news.teller()));
        }
        return news;
    }

    private static byte[] content(News news) {
        ByteWriter out = new ByteWriter();
        return switch (news) {
            case News.Death m ->
                out.u8(1).peer(m.teller()).peer(m.about()).i64(m.incarnation()).toBytes();
            case News.Alive m -> out.u8(2).contact(m.contact()).toBytes();
            case News.Departure m ->
                out.u8(3).peer(m.about()).i64(m.incarnation()).toBytes();
        };
    }

    private static News read(ByteReader in) {
        int type = in.u8();
        return switch (type) {
            case 1 -> new News.Death(in.peer(), in.peer(), in.i64());
            case 2 -> new News.Alive(in.contact());
            case 3 -> new News.Departure(in.peer(), in.i64());
            default -> throw new MalformedMessageException("news of type %d is unknown".formatted(type));
        };
    }
}
