/**
 * Bytes that pass through between browser and node: uploads one way, content and .torrent files the other.
 *
 * <p>They are relayed as they come, at the pace of the slower side. Content was made by other people: what kind of file
 * it is decides how the browser may treat it, never what the node says.
 */
@NullMarked
package org.lyceum.ui.transfer;

import org.jspecify.annotations.NullMarked;
