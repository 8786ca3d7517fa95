/** The whole application against peers that only pretend. */
@NullMarked
package org.lyceum.ui;

import org.jspecify.annotations.NullMarked;
