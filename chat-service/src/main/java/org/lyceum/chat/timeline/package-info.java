/** What a room's events come to for who reads them. Pure. */
@NullMarked
package org.lyceum.chat.timeline;

import org.jspecify.annotations.NullMarked;
