package org.lyceum.chat.replication;

import org.lyceum.overlay.PeerId;

/**
 * A node that has a say in what is acknowledged and who leads.
 *
 * @param store the {@linkplain RoomLog#id log} that it holds: a node whose disk was lost has forgotten what it
 *     promised, so it is another voter
 * @param mayLead whether it has the role chat
 */
public record Voter(PeerId peer, long store, boolean mayLead) {}
