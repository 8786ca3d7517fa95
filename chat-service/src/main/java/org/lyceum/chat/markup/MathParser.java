package org.lyceum.chat.markup;

import java.util.HashSet;
import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Mathematics between other words. A single {@code $} needs a sign next to it on the inner side, and no digit behind the
 * second one, as in Pandoc, so that prices stay prices.
 */
final class MathParser implements InlineContentParser {

    /** Ends that are not ahead, so that a text full of beginnings is looked through once. */
    private final Set<String> missing = new HashSet<>();

    static final class Factory implements InlineContentParserFactory {

        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('$', '\\');
        }

        @Override
        public InlineContentParser create() {
            return new MathParser();
        }
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        if (scanner.next("$$")) {
            return until("$$", true, scanner);
        }
        if (scanner.next("\\(")) {
            return until("\\)", false, scanner);
        }
        if (scanner.next("\\[")) {
            return until("\\]", true, scanner);
        }
        return scanner.next('$') ? untilDollar(scanner) : ParsedInline.none();
    }

    private ParsedInline until(String end, boolean display, Scanner scanner) {
        Position start = scanner.position();
        while (!missing.contains(end) && scanner.hasNext()) {
            Position here = scanner.position();
            if (scanner.next(end)) {
                String latex = scanner.getSource(start, here).getContent();
                return latex.isBlank()
                        ? ParsedInline.none()
                        : ParsedInline.of(new Maths.Inline(latex, display), scanner.position());
            }
            skip(scanner);
        }
        missing.add(end);
        return ParsedInline.none();
    }

    private ParsedInline untilDollar(Scanner scanner) {
        Position start = scanner.position();
        if (!scanner.hasNext() || Character.isWhitespace(scanner.peek())) {
            return ParsedInline.none();
        }
        while (!missing.contains("$") && scanner.hasNext()) {
            Position here = scanner.position();
            boolean spaceBefore = Character.isWhitespace(scanner.peekPreviousCodePoint());
            if (scanner.next('$')) {
                if (spaceBefore || here.equals(start) || Character.isDigit(scanner.peek())) {
                    return ParsedInline.none();
                }
                return ParsedInline.of(
                        new Maths.Inline(scanner.getSource(start, here).getContent(), false), scanner.position());
            }
            skip(scanner);
        }
        missing.add("$");
        return ParsedInline.none();
    }

    /** A command such as {@code \$} or {@code \\} ends nothing. */
    private static void skip(Scanner scanner) {
        if (scanner.next('\\') && !scanner.hasNext()) {
            return;
        }
        scanner.next();
    }
}
