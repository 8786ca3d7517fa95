package org.lyceum.chat.anonymity;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body.AnonymousQuestion;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.codec.ByteWriter;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.SealedBox;

/**
 * Asks without a name, and opens who asked.
 *
 * <p>Sealed are the asker's key (32 bytes) and its signature over the room and the one-time key (64 bytes). So nobody can
 * ask in another's name, and what was sealed for one question is worth nothing in another.
 */
public final class AnonymousQuestions {

    /** What all askers are called. */
    public static final String NAME = "a student";

    /** So many professors can open one question: as many as the event has room for. */
    public static final int MAX_READERS = 7;

    private static final String BOX_DOMAIN = "lyceum-anonymous-author-box:";
    private static final String AUTHOR_DOMAIN = "lyceum-anonymous-author:";

    private AnonymousQuestions() {}

    /**
     * Asks. Nothing in the event but its time tells who did; it is not signed by the node that sends it.
     *
     * @param asker signs for who asks; only the readers see that
     * @param self the asker's name
     * @param readers the course's professors; of more than {@value #MAX_READERS} the first in the order of their PeerIds
     * @param nonce random
     * @throws IllegalArgumentException when there is no reader, or the text is too long
     */
    public static SignedEvent ask(
            RoomName room,
            String text,
            PeerId self,
            Signatures asker,
            Collection<PeerId> readers,
            Instant sentAt,
            long nonce) {
        List<PeerId> chosen =
                readers.stream().distinct().sorted().limit(MAX_READERS).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nobody could open who asks: no professor of this course has joined the room yet.");
        }
        Identity once = Identity.generate();
        byte[] author = new ByteWriter()
                .peer(self)
                .raw(asker.sign(AUTHOR_DOMAIN, signed(room, once.peerId())))
                .toBytes();
        String sealed = HexFormat.of().formatHex(SealedBox.seal(BOX_DOMAIN, chosen, author));
        return SignedEvent.sign(
                new Event(
                        room,
                        new Author(once.peerId(), NAME, Role.STUDENT),
                        sentAt,
                        nonce,
                        new AnonymousQuestion(text, sealed)),
                new IdentitySignatures(once));
    }

    /**
     * Who asked, proved by that person's signature; empty when the question was not sealed for this key, or by someone who
     * did not seal what should be in it.
     *
     * @param reader a professor's key
     */
    public static Optional<PeerId> open(SignedEvent question, Identity reader, Signatures signatures) {
        if (!(question.event().body() instanceof AnonymousQuestion body)) {
            return Optional.empty();
        }
        byte[] signed = signed(question.room(), question.author());
        return SealedBox.open(BOX_DOMAIN, reader, HexFormat.of().parseHex(body.sealedAuthor()))
                .filter(author -> author.length == PeerId.KEY_BYTES + Signatures.MAX_BYTES)
                .flatMap(author -> {
                    PeerId peer = PeerId.of(Arrays.copyOf(author, PeerId.KEY_BYTES));
                    byte[] signature = Arrays.copyOfRange(author, PeerId.KEY_BYTES, author.length);
                    return signatures.isSignedBy(peer, AUTHOR_DOMAIN, signed, signature)
                            ? Optional.of(peer)
                            : Optional.empty();
                });
    }

    private static byte[] signed(RoomName room, PeerId once) {
        return new ByteWriter().peer(once).text(room.key()).toBytes();
    }
}
