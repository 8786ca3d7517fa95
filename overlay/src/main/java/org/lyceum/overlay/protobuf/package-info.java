/**
 * The part of Protocol Buffers that libp2p's messages need (varints and length-delimited fields), written so that one
 * message has one encoding.
 */
@NullMarked
package org.lyceum.overlay.protobuf;

import org.jspecify.annotations.NullMarked;
