package org.lyceum.chat.markup;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;

/** Finds {@code @name}, for names that are given. */
final class MentionParser implements InlineContentParser {

    private final List<String> names;

    private MentionParser(List<String> names) {
        this.names = names;
    }

    static final class Factory implements InlineContentParserFactory {

        private final List<String> names;

        /** The longest first: who is called Ada Lovelace is not Ada. */
        Factory(Collection<String> names) {
            this.names = names.stream()
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }

        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('@');
        }

        @Override
        public InlineContentParser create() {
            return new MentionParser(names);
        }
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        if (Character.isLetterOrDigit(scanner.peekPreviousCodePoint())) {
            return ParsedInline.none();
        }
        scanner.next();
        for (String name : names) {
            if (scanner.next(name)) {
                return ParsedInline.of(new Mention(name), scanner.position());
            }
        }
        return ParsedInline.none();
    }
}
