/**
 * The command {@code lyceum}: reads the command line, starts the services of one process in order, tells the person
 * at the terminal what runs where, and stops everything when asked. The only module that knows every service.
 */
@NullMarked
package org.lyceum.launcher;

import org.jspecify.annotations.NullMarked;
