package org.lyceum.ml.document;

/** A rectangle on a page, in the page's pixels; the origin is the upper left corner. */
public record Box(int left, int top, int width, int height) {

    /** The smallest that holds both. */
    public Box union(Box other) {
        int x = Math.min(left, other.left);
        int y = Math.min(top, other.top);
        return new Box(
                x,
                y,
                Math.max(left + width, other.left + other.width) - x,
                Math.max(top + height, other.top + other.height) - y);
    }
}
