package org.lyceum.launcher;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads bytes per second such as {@code 800kB} or {@code 1.5MB}, in units of 1000 as the page has them; a bare number
 * means bytes.
 */
final class RateOption implements ITypeConverter<Long> {

    private static final Pattern SHAPE =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)(b|kb|mb|gb)?", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String value) {
        Matcher matcher = SHAPE.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + value + "' is not a rate: write it like 800kB or 1.5MB, for each second, or 0 for no limit");
        }
        BigDecimal amount = new BigDecimal(matcher.group(1));
        String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
        int thousands = switch (unit) {
            case "kb" -> 3;
            case "mb" -> 6;
            case "gb" -> 9;
            default -> 0;
        };
        return amount.movePointRight(thousands).longValue();
    }
}
