/**
 * The page: what a person sees of the nodes that run on this machine.
 *
 * <p>The browser talks to this application alone. It renders HTML on the server, relays what the nodes' REST interfaces
 * tell as server-sent events, and passes uploads and file content through without keeping them in memory.
 */
@NullMarked
package org.lyceum.ui;

import org.jspecify.annotations.NullMarked;
