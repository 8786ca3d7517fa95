/** Rooms in memory and in virtual time: what is lost, late, cut off, stopped or killed comes from one seed. */
@NullMarked
package org.lyceum.chat.simulation;

import org.jspecify.annotations.NullMarked;
