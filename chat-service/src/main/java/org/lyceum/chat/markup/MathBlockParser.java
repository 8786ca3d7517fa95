package org.lyceum.chat.markup;

import org.commonmark.node.Block;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Mathematics on lines of its own: from a line that begins with {@code $$} or {@code \[} to one that ends it, or to an
 * empty one, as TeX has it.
 */
final class MathBlockParser extends AbstractBlockParser {

    private static final int CODE_INDENT = 4;

    private final Maths.Block block;
    private final StringBuilder latex = new StringBuilder();
    private final String end;
    private boolean first = true;
    private boolean ended;

    private MathBlockParser(String opening, String end) {
        this.block = new Maths.Block(opening);
        this.end = end;
    }

    static final class Factory extends AbstractBlockParserFactory {

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            int start = state.getNextNonSpaceIndex();
            String line = state.getLine().getContent().toString();
            if (state.getIndent() >= CODE_INDENT) {
                return BlockStart.none();
            }
            String end = line.startsWith("$$", start) ? "$$" : line.startsWith("\\[", start) ? "\\]" : "";
            if (end.isEmpty() || endsInside(line, start + 2, end)) {
                return BlockStart.none();
            }
            return BlockStart.of(new MathBlockParser(line.substring(start, start + 2), end))
                    .atIndex(start + 2);
        }

        /** What ends on its line with words behind it is a part of a sentence. */
        private static boolean endsInside(String line, int from, String end) {
            int at = line.indexOf(end, from);
            return at >= 0 && !line.substring(at + 2).isBlank();
        }
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return ended || state.isBlank() ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
        String content = line.getContent().toString();
        int at = content.indexOf(end);
        if (!first) {
            latex.append('\n');
        }
        first = false;
        latex.append(at < 0 ? content : content.substring(0, at));
        ended = at >= 0;
    }

    @Override
    public void closeBlock() {
        block.latex = latex.toString().strip();
    }
}
