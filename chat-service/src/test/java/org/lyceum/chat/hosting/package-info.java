@NullMarked
package org.lyceum.chat.hosting;

import org.jspecify.annotations.NullMarked;
