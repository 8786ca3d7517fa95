package org.lyceum.launcher;

/** What a node does; one node may do several things. */
enum Role {
    /** Holds the registrations of others, and runs the tracker that peers find each other by. */
    SEED,
    /** Shares and fetches torrents, and holds what is said in its rooms. */
    PEER,
    /** May order what is said in its rooms. */
    CHAT,
    /** Serves the page. */
    UI,
    /** Reads pictures, PDFs and recordings for others. */
    ML
}
