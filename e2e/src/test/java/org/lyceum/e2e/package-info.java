/** Tests across modules: what every kind of them needs, and the rules on which module may know which. */
@NullMarked
package org.lyceum.e2e;

import org.jspecify.annotations.NullMarked;
