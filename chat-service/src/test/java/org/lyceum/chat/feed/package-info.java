@NullMarked
package org.lyceum.chat.feed;

import org.jspecify.annotations.NullMarked;
