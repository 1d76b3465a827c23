package ai.interpretdl.evaluate;

/** Resizes maps of numbers bilinearly; pixel centres correspond, edges are repeated. */
final class Resizing {
    private Resizing() {}

    static double[] bilinear(double[] map, int height, int width, int newHeight, int newWidth) {
        if (height == newHeight && width == newWidth) {
            return map.clone();
        }
        double[] resized = new double[newHeight * newWidth];
        for (int row = 0; row < newHeight; row++) {
            double y = within((row + 0.5) * height / newHeight - 0.5, height);
            for (int column = 0; column < newWidth; column++) {
                double x = within((column + 0.5) * width / newWidth - 0.5, width);
                resized[row * newWidth + column] = at(map, height, width, y, x);
            }
        }
        return resized;
    }

    private static double within(double place, int length) {
        return Math.min(length - 1, Math.max(0, place));
    }

    private static double at(double[] map, int height, int width, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(height - 1, top + 1);
        int right = Math.min(width - 1, left + 1);
        double above = map[top * width + left] * (1 - (x - left)) + map[top * width + right] * (x - left);
        double below = map[bottom * width + left] * (1 - (x - left)) + map[bottom * width + right] * (x - left);
        return above * (1 - (y - top)) + below * (y - top);
    }
}
