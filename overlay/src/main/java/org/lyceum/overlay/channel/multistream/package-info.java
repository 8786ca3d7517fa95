/** Agreeing on a protocol: multistream-select 1.0 (libp2p specs, {@code connections/README.md}), bytes in, bytes out. */
@NullMarked
package org.lyceum.overlay.channel.multistream;

import org.jspecify.annotations.NullMarked;
