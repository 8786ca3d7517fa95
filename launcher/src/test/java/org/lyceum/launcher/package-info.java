/** Tests of the command line, of the script in front of it, and of what it starts. */
@NullMarked
package org.lyceum.launcher;

import org.jspecify.annotations.NullMarked;
