package org.lyceum.ui.swarm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.Limits;

/** The form with limits in kilobytes of 1000 bytes per second; an empty field stands for no limit. */
record LimitsForm(@Nullable String download, @Nullable String upload) {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);

    /** Empty when a field is no rate. */
    Optional<Limits> limits() {
        try {
            return Optional.of(new Limits(bytes(download), bytes(upload)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long bytes(@Nullable String kilobytes) {
        if (kilobytes == null || kilobytes.isBlank()) {
            return 0;
        }
        BigDecimal written = new BigDecimal(kilobytes.strip());
        if (written.signum() < 0 || written.compareTo(MOST) > 0) {
            throw new NumberFormatException("out of range");
        }
        // a rate so small that nothing of it is left is still no wish for no limit
        return written.movePointRight(3).setScale(0, RoundingMode.UP).longValue();
    }
}
