package org.lyceum.network;

import java.util.List;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.network.Offering;

/** What a service adds to its node's record. Each bean of this type is asked once the service answers. */
@FunctionalInterface
public interface ServiceOffering {

    /**
     * The offering.
     *
     * @param rest where the service's REST interface is reached
     */
    Offering offering(List<Address> rest);
}
