/** A room on paper: its history for people to read, and the whole room to carry elsewhere and take in again. */
@NullMarked
package org.lyceum.chat.history;

import org.jspecify.annotations.NullMarked;
