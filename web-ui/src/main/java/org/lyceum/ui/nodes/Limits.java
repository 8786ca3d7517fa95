package org.lyceum.ui.nodes;

/**
 * How much content may come in and go out.
 *
 * @param download bytes per second, 0 for no limit; as is {@code upload}
 */
public record Limits(long download, long upload) {}
