package org.lyceum.bittorrent.bencode;

/** One of the four things that bencode knows. Immutable; equality looks at what it says, not at where it stood. */
public sealed interface BencodeValue permits BencodeInteger, BencodeString, BencodeList, BencodeDictionary {

    /** The byte in the source where the value begins; 0 for a value that was not decoded. */
    int offset();

    /** What it is, for messages: "an integer", "a string". */
    default String kind() {
        return switch (this) {
            case BencodeInteger _ -> "an integer";
            case BencodeString _ -> "a string";
            case BencodeList _ -> "a list";
            case BencodeDictionary _ -> "a dictionary";
        };
    }
}
