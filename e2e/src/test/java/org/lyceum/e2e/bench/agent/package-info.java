/**
 * What the transfer bench starts as processes of their own: a peer of one kind each, told what to do over its standard
 * input, and the programs that show what the machine could do at most.
 */
@NullMarked
package org.lyceum.e2e.bench.agent;

import org.jspecify.annotations.NullMarked;
