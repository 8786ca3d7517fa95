package org.lyceum.chat.replication;

import org.lyceum.overlay.PeerId;

/**
 * A node of the room, as the directory lists it.
 *
 * @param mayLead whether it has the role chat
 */
public record Member(PeerId peer, boolean mayLead) {}
