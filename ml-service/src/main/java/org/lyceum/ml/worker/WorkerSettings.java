package org.lyceum.ml.worker;

import java.time.Duration;

/**
 * How worker processes are run.
 *
 * @param files how many read files at once
 * @param speakers how many people are followed at once, each by a process of its own
 * @param heap of the Java code of each, in bytes
 * @param memory of each in all, native code included, in bytes of resident memory; measured where the system tells it
 * @param idle after which one that has nothing to do is ended
 */
public record WorkerSettings(int files, int speakers, long heap, long memory, Duration idle) {}
