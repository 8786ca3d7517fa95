package org.lyceum.ui.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How figures are written on every page; templates call it as {@code @figures}. */
@Component("figures")
public final class Figures {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.UK).withZone(ZoneId.systemDefault());

    /** Three digits at least where there are as many, units of 1000: {@code 734 B}, {@code 1.25 MB}, {@code 40.1 GB}. */
    public String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
    }

    /** A power of two as such: {@code 256 KiB}. */
    public String size(long bytes) {
        return bytes >= 1 << 20 ? bytes / (1 << 20) + " MiB" : bytes / (1 << 10) + " KiB";
    }

    public String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** {@code 500 kB/s}, or {@code no limit}. */
    public String limit(long bytesPerSecond) {
        return bytesPerSecond == 0 ? "no limit" : rate(bytesPerSecond);
    }

    /** As a field has it: {@code 0.5}, or nothing for 0. */
    public String kilobytes(long bytes) {
        return bytes == 0
                ? ""
                : BigDecimal.valueOf(bytes, 3).stripTrailingZeros().toPlainString();
    }

    /** Rounded down, so that 100 % means all of it. */
    public String percent(double share) {
        double percent = Math.floor(Math.clamp(share, 0, 1) * 1000) / 10;
        return percent == Math.rint(percent)
                ? String.format(Locale.ROOT, "%.0f %%", percent)
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    public String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** The two largest units: {@code 2 d 3 h}, {@code 12 min 5 s}. */
    public String duration(@Nullable Long seconds) {
        if (seconds == null) {
            return "∞";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    public String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** {@code 3 ranges, 1,024 IPv4 addresses}. */
    public String addresses(int ranges, long ipv4) {
        return "%s, %s".formatted(count(ranges, "range", "ranges"), count(ipv4, "IPv4 address", "IPv4 addresses"));
    }

    /** {@code 1 peer}, {@code 2 peers}. */
    public String count(long count, String one, String many) {
        return String.format(Locale.UK, "%,d %s", count, count == 1 ? one : many);
    }
}
