@NullMarked
package org.lyceum.chat.storage;

import org.jspecify.annotations.NullMarked;
