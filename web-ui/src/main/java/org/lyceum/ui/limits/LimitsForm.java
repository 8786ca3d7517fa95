package org.lyceum.ui.limits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.LimitsChange;

/**
 * The form with limits in kilobytes of 1000 bytes per second. An empty field stands for no limit, one that was not sent
 * for a limit that stays as it is.
 */
record LimitsForm(@Nullable String download, @Nullable String upload) {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);

    /** Empty when a field is no rate. */
    Optional<LimitsChange> change() {
        try {
            return Optional.of(new LimitsChange(bytes(download), bytes(upload)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Long bytes(@Nullable String kilobytes) {
        if (kilobytes == null) {
            return null;
        }
        if (kilobytes.isBlank()) {
            return 0L;
        }
        BigDecimal written = new BigDecimal(kilobytes.strip());
        if (written.signum() < 0 || written.compareTo(MOST) > 0) {
            throw new NumberFormatException("out of range");
        }
        // a rate so small that nothing of it is left is still no wish for no limit
        return written.movePointRight(3).setScale(0, RoundingMode.UP).longValue();
    }
}
