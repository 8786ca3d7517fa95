/** The list of a node's swarms: the page, what is told to it while it is open, and adding to it by magnet link. */
@NullMarked
package org.lyceum.ui.swarms;

import org.jspecify.annotations.NullMarked;
