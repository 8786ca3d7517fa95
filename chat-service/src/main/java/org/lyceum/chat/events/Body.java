package org.lyceum.chat.events;

import java.time.Instant;
import java.util.HexFormat;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;

/** What an event says. Every text is Markdown of at most {@value #MAX_TEXT_BYTES} bytes of UTF-8. */
public sealed interface Body {

    /** 64 KiB. */
    int MAX_TEXT_BYTES = 64 * 1024;

    /** Of a file's name, or of what stands for a reaction. */
    int MAX_NAME_BYTES = 255;

    int MAX_SEALED_BYTES = 512;

    /** Says something to all. May begin a topic. */
    record Message(String text) implements Body {
        public Message {
            requireText(text);
        }
    }

    /**
     * Answers.
     *
     * @param topic the event that it answers; all answers to one event are a thread
     */
    record Reply(EventId topic, String text) implements Body {
        public Reply {
            requireText(text);
        }
    }

    /** Puts another text in the place of that of an earlier event of the same author. */
    record Edit(EventId target, String text) implements Body {
        public Edit {
            requireText(text);
        }
    }

    /** Takes an event from view; by its author, a professor or an admin. */
    record Deletion(EventId target) implements Body {}

    /**
     * Reacts to an event.
     *
     * @param emoji what stands for it
     * @param withdrawn whether the author takes it back
     */
    record Reaction(EventId target, String emoji, boolean withdrawn) implements Body {
        public Reaction {
            Texts.require("the reaction", emoji, MAX_NAME_BYTES);
        }
    }

    /** Keeps an event in sight, or lets it go again. */
    record Pin(EventId target, boolean withdrawn) implements Body {}

    /** Of a professor, to everyone, and to who joins later. */
    record Announcement(String text) implements Body {
        public Announcement {
            requireText(text);
        }
    }

    /**
     * A lecture of a professor, to be had by its torrent.
     *
     * @param infohash 40 (BitTorrent v1) or 64 (v2) hexadecimal digits in lower case
     * @param file its name
     * @param bytes its length
     */
    record Lecture(String infohash, String file, long bytes, String text) implements Body {
        public Lecture {
            requireInfohash(infohash);
            Texts.require("the name of the file", file, MAX_NAME_BYTES);
            if (bytes < 0) {
                throw new IllegalArgumentException("a lecture of %d bytes".formatted(bytes));
            }
            requireText(text);
        }
    }

    /**
     * Is in the room from here on.
     *
     * @param credentials which prove the author's role to every reader; may be none
     */
    record Joined(Credentials credentials) implements Body {}

    record Left() implements Body {}

    /** The author is the chat node now. */
    record FacilitatorChanged(long epoch) implements Body {
        public FacilitatorChanged {
            if (epoch < 1) {
                throw new IllegalArgumentException("epoch %d".formatted(epoch));
            }
        }
    }

    /**
     * Has someone be silent; by a professor or an admin.
     *
     * @param until to the millisecond; a time that is past lets the person speak again
     */
    record Mute(PeerId peer, Instant until) implements Body {
        public Mute {
            until = Instant.ofEpochMilli(until.toEpochMilli());
        }
    }

    /**
     * A question whose author is a key made for it alone.
     *
     * @param sealedAuthor who asks, for the professor's key to open, in hexadecimal; at most {@value #MAX_SEALED_BYTES}
     *     bytes
     */
    record AnonymousQuestion(String text, String sealedAuthor) implements Body {
        public AnonymousQuestion {
            requireText(text);
            byte[] sealed = HexFormat.of().parseHex(sealedAuthor);
            if (sealed.length > MAX_SEALED_BYTES
                    || !HexFormat.of().formatHex(sealed).equals(sealedAuthor)) {
                throw new IllegalArgumentException("the sealed author is not at most %d bytes in lower-case hexadecimal"
                        .formatted(MAX_SEALED_BYTES));
            }
        }
    }

    /** Asks a machine-learning node for the text of a file that is shared by its torrent. */
    record MlRequest(String infohash, String file) implements Body {
        public MlRequest {
            requireInfohash(infohash);
            Texts.require("the name of the file", file, MAX_NAME_BYTES);
        }
    }

    /** What the machine-learning node read or heard. */
    record MlAnswer(EventId request, String text) implements Body {
        public MlAnswer {
            requireText(text);
        }
    }

    /** Says that a topic is settled, or is open again. */
    record Resolve(EventId topic, boolean reopened) implements Body {}

    /**
     * A file of anyone's, to be had by its torrent.
     *
     * @param infohash as in {@link Lecture}
     * @param file its name
     * @param bytes its length
     * @param mediaType as in RFC 6838, such as {@code image/png}; empty when it is not known
     */
    record SharedFile(String infohash, String file, long bytes, String mediaType, String text) implements Body {
        public SharedFile {
            requireInfohash(infohash);
            Texts.require("the name of the file", file, MAX_NAME_BYTES);
            if (bytes < 0) {
                throw new IllegalArgumentException("a file of %d bytes".formatted(bytes));
            }
            Texts.require("the media type", mediaType, MAX_NAME_BYTES);
            requireText(text);
        }
    }

    /** Says how the room is kept; by a professor or an admin. Which settings there are is for the room's rules. */
    record Setting(String name, String value) implements Body {
        public Setting {
            Texts.require("the setting's name", name, MAX_NAME_BYTES);
            Texts.require("the setting's value", value, MAX_NAME_BYTES);
        }
    }

    /** Begins a topic by its own name, before anyone has answered. */
    record Topic(String text) implements Body {
        public Topic {
            requireText(text);
        }
    }

    private static void requireText(String text) {
        Texts.require("the text", text, MAX_TEXT_BYTES);
    }

    private static void requireInfohash(String infohash) {
        if (!infohash.matches("([0-9a-f]{40}|[0-9a-f]{64})")) {
            throw new IllegalArgumentException(
                    "infohash '%s' is not 40 or 64 hexadecimal digits in lower case".formatted(infohash));
        }
    }
}
