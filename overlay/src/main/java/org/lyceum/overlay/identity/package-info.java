/**
 * Who a node is and what it may: its key, what it signs, and the grants by which the roles of a network pass from the
 * key that created it to others.
 */
@NullMarked
package org.lyceum.overlay.identity;

import org.jspecify.annotations.NullMarked;
