@NullMarked
package org.lyceum.overlay.roles;

import org.jspecify.annotations.NullMarked;
