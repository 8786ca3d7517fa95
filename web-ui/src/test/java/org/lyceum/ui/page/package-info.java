/** How figures are written. */
@NullMarked
package org.lyceum.ui.page;

import org.jspecify.annotations.NullMarked;
