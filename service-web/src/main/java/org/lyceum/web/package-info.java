/**
 * What the HTTP side of every service shares: who may call (Host, Origin, the node's token), how an error looks (RFC
 * 9457), and what a service says when it cannot start.
 *
 * <p>A service gets all of it by having this module on its class path.
 */
@NullMarked
package org.lyceum.web;

import org.jspecify.annotations.NullMarked;
