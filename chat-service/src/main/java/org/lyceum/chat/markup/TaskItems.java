package org.lyceum.chat.markup;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/** Items of a list that begin with {@code [ ]} or {@code [x]} (GitHub Flavored Markdown, section 5.3). */
final class TaskItems implements PostProcessor {

    /** Stands where the brackets stood. */
    static final class Box extends CustomNode {

        final boolean checked;

        Box(boolean checked) {
            this.checked = checked;
        }
    }

    @Override
    public Node process(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(ListItem item) {
                if (item.getFirstChild() instanceof Paragraph paragraph
                        && paragraph.getFirstChild() instanceof Text text) {
                    mark(text);
                }
                visitChildren(item);
            }
        });
        return document;
    }

    private static void mark(Text text) {
        String literal = text.getLiteral();
        boolean checked = literal.startsWith("[x] ") || literal.startsWith("[X] ");
        if (checked || literal.startsWith("[ ] ")) {
            text.setLiteral(literal.substring(3));
            text.insertBefore(new Box(checked));
        }
    }
}
