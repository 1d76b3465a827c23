package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;

/**
 * Rectangles as equal as whole pixels allow, numbered row by row. A picture with fewer pixels than cells on a side gets a cell for each.
 *
 * <p>InterpretDL's own grid makes cells of {@code H/rows + 1} pixels, whose last row and column are narrower.
 *
 * @param rows cells from top to bottom
 * @param columns cells from left to right
 */
public record Grid(int rows, int columns) implements Segmentation {
    public Grid {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a grid of " + rows + "x" + columns + " cells has none; use 1 or more");
        }
    }

    @Override
    public Tensor segments(Picture picture) {
        int height = picture.height();
        int width = picture.width();
        int down = Math.min(rows, height);
        int across = Math.min(columns, width);
        long[] ids = new long[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                ids[row * width + column] = (long) row * down / height * across + (long) column * across / width;
            }
        }
        return Tensor.of(ids, height, width);
    }
}
