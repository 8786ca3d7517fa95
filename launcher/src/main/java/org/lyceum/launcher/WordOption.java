package org.lyceum.launcher;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few words, in lower case as the help has them; upper case is understood too. */
final class WordOption<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> words;

    WordOption(Class<E> words) {
        this.words = words;
    }

    @Override
    public E convert(String value) {
        return Stream.of(words.getEnumConstants())
                .filter(word -> word.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is none of %s".formatted(value, all())));
    }

    private String all() {
        return Stream.of(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
