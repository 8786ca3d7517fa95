/** Text from media: engines that read pictures, PDFs and recordings, each kind a package of its own. */
@NullMarked
package org.lyceum.ml;

import org.jspecify.annotations.NullMarked;
