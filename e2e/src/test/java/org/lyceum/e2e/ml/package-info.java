/** The reading of media, asked by the clients that the world has. */
@NullMarked
package org.lyceum.e2e.ml;

import org.jspecify.annotations.NullMarked;
