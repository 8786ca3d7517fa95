package org.lyceum.chat.timeline;

import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Role;

/**
 * Who said something, as it was then.
 *
 * @param name as given by that person
 * @param role as far as it was proved
 * @param proven whether that is all that was claimed
 */
public record Speaker(PeerId peer, String name, Role role, boolean proven) {}
