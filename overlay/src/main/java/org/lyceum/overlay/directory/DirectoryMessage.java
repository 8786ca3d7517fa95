package org.lyceum.overlay.directory;

import java.util.List;
import org.lyceum.overlay.PeerId;

/** How neighbours compare what they hold, on {@value #PROTOCOL}. */
public sealed interface DirectoryMessage {

    String PROTOCOL = "/lyceum/directory/1";

    /** The most lines of a summary. */
    int MAX_VERSIONS = 1_024;

    /** The most records that one message asks for. */
    int MAX_WANTED = 256;

    /** The most records in one message. */
    int MAX_RECORDS = 16;

    /** Which record of a node someone holds. */
    record Version(PeerId peer, long sequence) {}

    /** These I hold. */
    record Summary(List<Version> versions) implements DirectoryMessage {
        public Summary {
            versions = List.copyOf(versions);
        }
    }

    /** Of these I want yours. */
    record Want(List<PeerId> peers) implements DirectoryMessage {
        public Want {
            peers = List.copyOf(peers);
        }
    }

    record Records(List<SignedRecord> records) implements DirectoryMessage {
        public Records {
            records = List.copyOf(records);
        }
    }
}
