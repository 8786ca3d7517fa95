/**
 * Our channel with that of js-libp2p, each dialling the other. Its packages are those of {@code
 * src/test/js/libp2p/package-lock.json}, which npm installs below {@code target}.
 */
@NullMarked
package org.lyceum.e2e.libp2p;

import org.jspecify.annotations.NullMarked;
