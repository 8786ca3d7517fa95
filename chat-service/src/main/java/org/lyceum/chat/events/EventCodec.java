package org.lyceum.chat.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.lyceum.chat.events.Body.Announcement;
import org.lyceum.chat.events.Body.AnonymousQuestion;
import org.lyceum.chat.events.Body.Deletion;
import org.lyceum.chat.events.Body.Edit;
import org.lyceum.chat.events.Body.FacilitatorChanged;
import org.lyceum.chat.events.Body.Joined;
import org.lyceum.chat.events.Body.Lecture;
import org.lyceum.chat.events.Body.Left;
import org.lyceum.chat.events.Body.Message;
import org.lyceum.chat.events.Body.MlAnswer;
import org.lyceum.chat.events.Body.MlRequest;
import org.lyceum.chat.events.Body.Mute;
import org.lyceum.chat.events.Body.Pin;
import org.lyceum.chat.events.Body.Reaction;
import org.lyceum.chat.events.Body.Reply;
import org.lyceum.chat.events.Body.Resolve;
import org.lyceum.chat.events.Body.Setting;
import org.lyceum.chat.events.Body.SharedFile;
import org.lyceum.chat.events.Body.Topic;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.codec.ByteReader;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Role;

/**
 * {@link Event} as the bytes that are signed: version, room, author, time, nonce, kind, fields of the kind. Nothing
 * nests, and every event has one encoding: what can be read is written alike.
 */
final class EventCodec {

    private static final int VERSION = 1;

    private EventCodec() {}

    static byte[] encode(Event event) {
        ByteWriter out = new ByteWriter()
                .u8(VERSION)
                .text(event.room().key())
                .peer(event.author().peer())
                .text(event.author().name())
                .u8(code(event.author().role()))
                .i64(event.sentAt().toEpochMilli())
                .i64(event.nonce());
        writeBody(out, event.body());
        return out.toBytes();
    }

    static Event decode(byte[] content) {
        return ByteReader.readAll(content, SignedEvent.MAX_CONTENT_BYTES, EventCodec::read);
    }

    private static Event read(ByteReader in) {
        int version = in.u8();
        if (version != VERSION) {
            throw new MalformedMessageException("event of version %d, expected %d".formatted(version, VERSION));
        }
        return new Event(
                new RoomName(in.text(RoomName.MAX_BYTES)),
                new Author(in.peer(), in.text(Author.MAX_NAME_BYTES), role(in.u8())),
                Instant.ofEpochMilli(in.i64()),
                in.i64(),
                readBody(in));
    }

    private static void writeBody(ByteWriter out, Body body) {
        switch (body) {
            case Message m -> text(out.u8(1), m.text());
            case Reply m -> text(target(out.u8(2), m.topic()), m.text());
            case Edit m -> text(target(out.u8(3), m.target()), m.text());
            case Deletion m -> target(out.u8(4), m.target());
            case Reaction m -> target(out.u8(5), m.target()).text(m.emoji()).flag(m.withdrawn());
            case Pin m -> target(out.u8(6), m.target()).flag(m.withdrawn());
            case Announcement m -> text(out.u8(7), m.text());
            case Lecture m ->
                text(out.u8(8).block(hex(m.infohash())).text(m.file()).i64(m.bytes()), m.text());
            case Joined m -> out.u8(9).block(m.credentials().toBytes());
            case Left _ -> out.u8(10);
            case FacilitatorChanged m -> out.u8(11).i64(m.epoch());
            case Mute m -> out.u8(12).peer(m.peer()).i64(m.until().toEpochMilli());
            case AnonymousQuestion m -> text(out.u8(13), m.text()).block(hex(m.sealedAuthor()));
            case MlRequest m -> out.u8(14).block(hex(m.infohash())).text(m.file());
            case MlAnswer m -> text(target(out.u8(15), m.request()), m.text());
            case Resolve m -> target(out.u8(16), m.topic()).flag(m.reopened());
            case SharedFile m ->
                text(
                        out.u8(17)
                                .block(hex(m.infohash()))
                                .text(m.file())
                                .i64(m.bytes())
                                .text(m.mediaType()),
                        m.text());
            case Setting m -> out.u8(18).text(m.name()).text(m.value());
            case Topic m -> text(out.u8(19), m.text());
        }
    }

    private static Body readBody(ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new Message(text(in));
            case 2 -> new Reply(EventId.read(in), text(in));
            case 3 -> new Edit(EventId.read(in), text(in));
            case 4 -> new Deletion(EventId.read(in));
            case 5 -> new Reaction(EventId.read(in), in.text(Body.MAX_NAME_BYTES), in.flag());
            case 6 -> new Pin(EventId.read(in), in.flag());
            case 7 -> new Announcement(text(in));
            case 8 -> new Lecture(hex(in.block(32)), in.text(Body.MAX_NAME_BYTES), in.i64(), text(in));
            case 9 -> new Joined(credentials(in.block(Credentials.MAX_BYTES)));
            case 10 -> new Left();
            case 11 -> new FacilitatorChanged(in.i64());
            case 12 -> new Mute(in.peer(), Instant.ofEpochMilli(in.i64()));
            case 13 -> new AnonymousQuestion(text(in), hex(in.block(Body.MAX_SEALED_BYTES)));
            case 14 -> new MlRequest(hex(in.block(32)), in.text(Body.MAX_NAME_BYTES));
            case 15 -> new MlAnswer(EventId.read(in), text(in));
            case 16 -> new Resolve(EventId.read(in), in.flag());
            case 17 ->
                new SharedFile(
                        hex(in.block(32)),
                        in.text(Body.MAX_NAME_BYTES),
                        in.i64(),
                        in.text(Body.MAX_NAME_BYTES),
                        text(in));
            case 18 -> new Setting(in.text(Body.MAX_NAME_BYTES), in.text(Body.MAX_NAME_BYTES));
            case 19 -> new Topic(text(in));
            default -> throw new MalformedMessageException("event of the unknown kind %d".formatted(kind));
        };
    }

    private static ByteWriter target(ByteWriter out, EventId id) {
        EventId.write(out, id);
        return out;
    }

    private static ByteWriter text(ByteWriter out, String text) {
        byte[] bytes = Texts.encode("the text", text);
        return out.i32(bytes.length).raw(bytes);
    }

    private static String text(ByteReader in) {
        byte[] bytes = longBlock(in, Body.MAX_TEXT_BYTES);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("the text is not UTF-8");
        }
    }

    /** As {@link ByteReader#block}, with a length of four bytes, as 64 KiB do not fit in two. */
    static byte[] longBlock(ByteReader in, int maxBytes) {
        int length = in.i32();
        if (length < 0 || length > maxBytes) {
            throw new MalformedMessageException("%s bytes in one field, at most %d are allowed"
                    .formatted(Integer.toUnsignedString(length), maxBytes));
        }
        return in.raw(length);
    }

    /** Credentials with a signature that does not hold are malformed: nobody could believe them. */
    private static Credentials credentials(byte[] bytes) {
        Credentials credentials;
        try {
            credentials = Credentials.read(bytes);
        } catch (OverlayException e) {
            throw new MalformedMessageException(e.getMessage() == null ? "no credentials" : e.getMessage());
        }
        if (!Arrays.equals(credentials.toBytes(), bytes)) {
            throw new MalformedMessageException("credentials that are not in their one form");
        }
        return credentials;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static int code(Role role) {
        return switch (role) {
            case STUDENT -> 0;
            case PROFESSOR -> 1;
            case ADMIN -> 2;
        };
    }

    private static Role role(int code) {
        return switch (code) {
            case 0 -> Role.STUDENT;
            case 1 -> Role.PROFESSOR;
            case 2 -> Role.ADMIN;
            default -> throw new MalformedMessageException("role %d is unknown".formatted(code));
        };
    }
}
