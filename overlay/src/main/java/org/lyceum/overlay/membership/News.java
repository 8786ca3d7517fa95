package org.lyceum.overlay.membership;

import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** What everyone should hear about a node; spread by gossip, signed by whom it names as its teller. */
public sealed interface News {

    /** Whom it is about. */
    PeerId about();

    /** Which life of that node. */
    long incarnation();

    /** Whose signature it needs. */
    PeerId teller();

    /** The teller's link to a node fell silent, and a check of its own had no answer either. A claim, no proof. */
    record Death(PeerId teller, PeerId about, long incarnation) implements News {}

    /** The node lives; this incarnation is higher than any in which it was called dead. */
    record Alive(Contact contact) implements News {
        @Override
        public PeerId about() {
            return contact.peer();
        }

        @Override
        public long incarnation() {
            return contact.incarnation();
        }

        @Override
        public PeerId teller() {
            return contact.peer();
        }
    }

    /** The node left of its own will. */
    record Departure(PeerId about, long incarnation) implements News {
        @Override
        public PeerId teller() {
            return about;
        }
    }
}
