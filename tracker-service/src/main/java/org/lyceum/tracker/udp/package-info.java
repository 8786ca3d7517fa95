/** The UDP side of the tracker (BEP 15): connection ids that prove an address, requests, the socket. */
@NullMarked
package org.lyceum.tracker.udp;

import org.jspecify.annotations.NullMarked;
