package org.lyceum.chat.markup;

import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a text from becoming far more than it is. Two things of Markdown repeat what is written once: a row of a table
 * gets as many cells as its head has, and a link by reference gets the address of its definition.
 */
final class Bounds {

    /** Of all tables that a text could have. */
    private static final int MAX_CELLS = 20_000;

    /** How much more all addresses may take than the text. */
    private static final int MAX_ADDRESSES = 4;

    /** Deeper than the parser lets anything be, so that whatever walks through the tree has a stack for it. */
    private static final int MAX_DEPTH = 250;

    /** With each link the parser goes through all beginnings of images before it. */
    private static final int MAX_IMAGES = 1_000;

    private Bounds() {}

    /** Whether the parser takes a time for it that grows as its length does. */
    static boolean isParsedSoon(String markdown) {
        int images = 0;
        for (int at = markdown.indexOf("!["); at >= 0; at = markdown.indexOf("![", at + 2)) {
            images++;
        }
        return images <= MAX_IMAGES;
    }

    /** Whether no table of the text can have too many cells. */
    static boolean mayHaveTables(String markdown) {
        long columns = 0;
        long lines = 1;
        int start = 0;
        while (start < markdown.length()) {
            int end = markdown.indexOf('\n', start);
            end = end < 0 ? markdown.length() : end;
            columns = Math.max(columns, columns(markdown, start, end));
            lines++;
            start = end + 1;
        }
        return columns * lines <= MAX_CELLS;
    }

    /** Of the table whose head this line might end; 0 for any other line. */
    private static int columns(String text, int start, int end) {
        int columns = 1;
        for (int i = start; i < end; i++) {
            char unit = text.charAt(i);
            if (unit == '|') {
                columns++;
            } else if (" \t\r:->*+0123456789.)".indexOf(unit) < 0) {
                return 0;
            }
        }
        return columns;
    }

    /** Whether what is written of it stays in proportion to the text. */
    static boolean isModest(Node document, int length) {
        long addresses = 0;
        int depth = 0;
        Node node = document;
        while (true) {
            addresses += addressOf(node);
            if (depth > MAX_DEPTH || addresses > (long) MAX_ADDRESSES * length + 1_024) {
                return false;
            }
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (depth > 0 && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            if (depth == 0) {
                return true;
            }
            node = node.getNext();
        }
    }

    private static int addressOf(Node node) {
        return switch (node) {
            case Link link -> length(link.getDestination()) + length(link.getTitle());
            case Image image -> length(image.getDestination()) + length(image.getTitle());
            default -> 0;
        };
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
