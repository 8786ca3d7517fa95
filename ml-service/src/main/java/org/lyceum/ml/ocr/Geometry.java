package org.lyceum.ml.ocr;

import org.lyceum.ml.document.Box;

/**
 * From a page that was turned, then scaled, then straightened, back to where its pixels were.
 *
 * @param width of the original, as {@code height}
 * @param changedWidth of the page that was read, as {@code changedHeight}
 * @param turns clockwise quarter turns
 * @param factor by which it was scaled
 * @param skew degrees by which its lines fell to the right
 */
record Geometry(int width, int height, int changedWidth, int changedHeight, int turns, double factor, double skew) {

    Geometry withoutSkew() {
        return new Geometry(width, height, changedWidth, changedHeight, turns, factor, 0);
    }

    /** The smallest upright box around the four corners, within the page. */
    Box onOriginal(Box box) {
        double[][] corners = {
            {box.left(), box.top()},
            {box.left() + box.width(), box.top()},
            {box.left(), box.top() + box.height()},
            {box.left() + box.width(), box.top() + box.height()}
        };
        double left = width;
        double top = height;
        double right = 0;
        double bottom = 0;
        for (double[] corner : corners) {
            double[] point = onOriginal(corner[0], corner[1]);
            left = Math.min(left, point[0]);
            top = Math.min(top, point[1]);
            right = Math.max(right, point[0]);
            bottom = Math.max(bottom, point[1]);
        }
        int x = Math.clamp(Math.round(left), 0, width);
        int y = Math.clamp(Math.round(top), 0, height);
        return new Box(
                x, y, Math.clamp(Math.round(right), x, width) - x, Math.clamp(Math.round(bottom), y, height) - y);
    }

    private double[] onOriginal(double x, double y) {
        double radians = Math.toRadians(skew);
        double dx = x - changedWidth / 2.0;
        double dy = y - changedHeight / 2.0;
        double turnedX = (changedWidth / 2.0 + dx * Math.cos(radians) - dy * Math.sin(radians)) / factor;
        double turnedY = (changedHeight / 2.0 + dx * Math.sin(radians) + dy * Math.cos(radians)) / factor;
        return switch (turns) {
            case 1 -> new double[] {turnedY, height - turnedX};
            case 2 -> new double[] {width - turnedX, height - turnedY};
            case 3 -> new double[] {width - turnedY, turnedX};
            default -> new double[] {turnedX, turnedY};
        };
    }
}
