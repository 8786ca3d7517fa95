package org.lyceum.overlay.identity;

/**
 * What signatures are made for. A signature made for one domain is valid in no other (libp2p RFC 0002, "Domain
 * Separation").
 *
 * @param text the domain string, one for each use, such as {@code lyceum-role-grant}
 * @param payloadType what the payload is, such as {@code /lyceum/role-grant/1}
 * @param maxPayload the most bytes that a payload may have
 */
public record SigningDomain(String text, String payloadType, int maxPayload) {}
