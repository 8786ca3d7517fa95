package org.lyceum.chat.events;

import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Role;

/**
 * Who says it.
 *
 * @param peer whose key signs
 * @param name as shown; at most {@value #MAX_NAME_BYTES} bytes of UTF-8
 * @param role what the author claims to be: it counts as far as grants prove it
 */
public record Author(PeerId peer, String name, Role role) {

    /** As many as the directory allows. */
    public static final int MAX_NAME_BYTES = 128;

    /** @throws IllegalArgumentException when the name is too long, or no text */
    public Author {
        Texts.require("the author's name", name, MAX_NAME_BYTES);
    }
}
