/** A tiny service with this module on its class path, seen from outside. */
@NullMarked
package org.lyceum.web;

import org.jspecify.annotations.NullMarked;
