/** A room as one node has it: its copy of the log, and what its people have written meanwhile. Pure. */
@NullMarked
package org.lyceum.chat.room;

import org.jspecify.annotations.NullMarked;
