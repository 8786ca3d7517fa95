/** What every part of the overlay shares: the name of a node, where it is reached, and what it signs. */
@NullMarked
package org.lyceum.overlay;

import org.jspecify.annotations.NullMarked;
