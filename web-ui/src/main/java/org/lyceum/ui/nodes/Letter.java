package org.lyceum.ui.nodes;

import java.time.Instant;

/**
 * What somebody said to one person alone.
 *
 * @param mine whether the person of the node that was asked wrote it
 * @param name of who wrote it
 * @param html what the node made of the text, sanitised there
 * @param waiting whether the other node does not have it yet
 */
public record Letter(String id, boolean mine, String name, Instant sentAt, String html, boolean waiting) {}
