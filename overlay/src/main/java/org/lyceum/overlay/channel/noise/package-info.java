/**
 * Noise_XX_25519_ChaChaPoly_SHA256 with libp2p's payload (libp2p specs, {@code noise/README.md}; the Noise Protocol
 * Framework, revision 34): messages in, messages out, without sockets.
 */
@NullMarked
package org.lyceum.overlay.channel.noise;

import org.jspecify.annotations.NullMarked;
