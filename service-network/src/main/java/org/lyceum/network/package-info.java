/**
 * What makes a service a node of the overlay: who the node is, its start and end, and the network over REST.
 *
 * <p>A service gets all of it by having this module on its class path and a {@link
 * org.lyceum.network.ServiceOffering} among its beans. In a process of several services one node serves
 * all of them: whoever starts them makes it, and hands it to each as the singleton {@code overlayNode}.
 */
@NullMarked
package org.lyceum.network;

import org.jspecify.annotations.NullMarked;
