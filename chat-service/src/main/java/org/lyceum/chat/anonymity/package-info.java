/**
 * Questions whose author the class does not see and the course's professors do. The event is signed by a key made for it
 * alone; who asks is sealed inside, for the professors' keys.
 */
@NullMarked
package org.lyceum.chat.anonymity;

import org.jspecify.annotations.NullMarked;
