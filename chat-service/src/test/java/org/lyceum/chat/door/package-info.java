@NullMarked
package org.lyceum.chat.door;

import org.jspecify.annotations.NullMarked;
