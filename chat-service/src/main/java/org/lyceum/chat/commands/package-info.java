/** What people type in a room: text, tags such as {@code [PROF announcement]}, and commands such as {@code /who}. */
@NullMarked
package org.lyceum.chat.commands;

import org.jspecify.annotations.NullMarked;
