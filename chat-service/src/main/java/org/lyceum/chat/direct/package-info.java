/** What two people say to each other alone: kept by both their nodes, and sent until the other one has it. */
@NullMarked
package org.lyceum.chat.direct;

import org.jspecify.annotations.NullMarked;
