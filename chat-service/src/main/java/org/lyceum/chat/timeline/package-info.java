/**
 * What people see of a room: posts with their replies, reactions and edits, who is there, what is pinned, and search. Made
 * from the room's events in their order, so that every node shows the same.
 */
@NullMarked
package org.lyceum.chat.timeline;

import org.jspecify.annotations.NullMarked;
