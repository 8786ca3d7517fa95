/** The page of the network: who is there, who is connected to whom, and who was called dead by whom. */
@NullMarked
package org.lyceum.ui.network;

import org.jspecify.annotations.NullMarked;
