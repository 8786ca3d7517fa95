/** The page in a real browser, over real peers: what a person does with it, and how it looks. */
@NullMarked
package org.lyceum.e2e.browser;

import org.jspecify.annotations.NullMarked;
