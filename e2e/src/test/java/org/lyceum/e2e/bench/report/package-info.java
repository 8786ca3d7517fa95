/** How the benches show what they measured: tables in Markdown, a picture, the machine. Knows nothing of transfers. */
@NullMarked
package org.lyceum.e2e.bench.report;

import org.jspecify.annotations.NullMarked;
