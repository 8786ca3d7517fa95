package org.lyceum.chat.markup;

import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;

/** LaTeX as it was written, kept from what Markdown would make of its signs. */
final class Maths {

    private Maths() {}

    /** In a line of text. */
    static final class Inline extends CustomNode {

        final String latex;
        final boolean display;

        Inline(String latex, boolean display) {
            this.latex = latex;
            this.display = display;
        }
    }

    /** On lines of its own. */
    static final class Block extends CustomBlock {

        final String opening;
        String latex = "";

        Block(String opening) {
            this.opening = opening;
        }
    }
}
