package org.lyceum.overlay.directory;

/** What changed in the {@link Directory}. */
public sealed interface DirectoryEvent {

    /** A node that was not held, or what it says anew. */
    record Listed(NodeRecord record) implements DirectoryEvent {}

    /** Its record ran out, or it left. */
    record Removed(NodeRecord record) implements DirectoryEvent {}

    /** Someone calls it dead, or it has answered that; it stays listed, after the others. */
    record Doubted(NodeRecord record, boolean dead) implements DirectoryEvent {}
}
