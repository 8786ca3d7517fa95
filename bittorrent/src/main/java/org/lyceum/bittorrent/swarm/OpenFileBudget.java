package org.lyceum.bittorrent.swarm;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How the files that the system lets this process open are shared out, sockets being files too: a quarter for content,
 * half for connections, and the rest for whatever else the process does. So no flood of connections keeps content from
 * being read.
 *
 * @param content files of torrents
 * @param connections TCP connections with peers
 */
record OpenFileBudget(int content, int connections) {

    /** More would only save opening files again. */
    private static final int MOST_CONTENT = 256;

    private static final int LEAST_CONTENT = 8;

    /** @param free how many may be opened besides those that are open */
    static OpenFileBudget of(long free) {
        return new OpenFileBudget(
                Math.clamp(free / 4, LEAST_CONTENT, MOST_CONTENT),
                Math.clamp(free / 2, ConnectionLimits.FEWEST_IN_ALL, Integer.MAX_VALUE));
    }

    static OpenFileBudget ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? of(unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount())
                : of(Long.MAX_VALUE);
    }

    /** These limits, as far as there are files for them. */
    ConnectionLimits cap(ConnectionLimits limits) {
        return limits.inAll(Math.min(limits.inAll(), connections));
    }
}
