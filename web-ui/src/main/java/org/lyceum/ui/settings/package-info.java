/** A node as a whole: its limits, what it uses of what it may, and the addresses it has nothing to do with. */
@NullMarked
package org.lyceum.ui.settings;

import org.jspecify.annotations.NullMarked;
