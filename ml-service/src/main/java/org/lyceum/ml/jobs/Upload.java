package org.lyceum.ml.jobs;

import java.nio.file.Path;

/**
 * A file that somebody sent.
 *
 * @param name as they call it
 * @param sha256 of its bytes, in hexadecimal
 */
public record Upload(Path file, String name, long bytes, String sha256) {}
