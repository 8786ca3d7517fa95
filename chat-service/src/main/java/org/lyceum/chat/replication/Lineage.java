package org.lyceum.chat.replication;

/**
 * A log as its nodes name it in every message. Where two of one room meet, the holders of one set it aside and post its
 * events to the other. Which one they all decide alike, and never to and fro: a log can become established, but not
 * cease to be.
 *
 * @param established whether three or more nodes have ever been its voters
 */
public record Lineage(Founding founding, boolean established) {

    boolean isSameAs(Lineage other) {
        return founding.equals(other.founding);
    }

    /** An established log before one that is not, then the one that was founded earlier. */
    boolean prevailsOver(Lineage other) {
        return established != other.established ? established : founding.compareTo(other.founding) < 0;
    }
}
