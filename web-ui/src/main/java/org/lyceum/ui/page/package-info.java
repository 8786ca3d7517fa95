/** What every page shares: the frame around it, how figures are written, what is said when something fails. */
@NullMarked
package org.lyceum.ui.page;

import org.jspecify.annotations.NullMarked;
