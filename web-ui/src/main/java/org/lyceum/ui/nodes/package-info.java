/** The nodes that the page looks from: their REST interface as records, one client for each, and their events. */
@NullMarked
package org.lyceum.ui.nodes;

import org.jspecify.annotations.NullMarked;
