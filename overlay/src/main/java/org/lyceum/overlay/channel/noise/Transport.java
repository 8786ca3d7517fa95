package org.lyceum.overlay.channel.noise;

/** The two ciphers of a channel whose handshake is done. */
public record Transport(CipherState sending, CipherState receiving) {}
