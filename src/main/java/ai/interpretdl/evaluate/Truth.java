package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Where an image shows what its explanation should point to.
 *
 * @param mask other than 0 there: {@code [N, H, W]}, or {@code [H, W]} for all rows, in the pixels of the model's input
 */
public record Truth(Tensor mask) {
    /**
     * A rectangle of pixels; the right and lower edges are outside.
     *
     * @param left column of the first pixel
     * @param top row of the first pixel
     * @param right column behind the last
     * @param bottom row behind the last
     */
    public record Box(int left, int top, int right, int bottom) {
        public Box {
            if (left < 0 || top < 0 || right <= left || bottom <= top) {
                throw new IllegalArgumentException("box [" + left + ", " + top + ", " + right + ", " + bottom
                        + "] is empty; a box is [left, top, right, bottom] in pixels");
            }
        }
    }

    public Truth {
        if (mask.shape().rank() != 2 && mask.shape().rank() != 3) {
            throw new IllegalArgumentException("mask has shape " + mask.shape() + ", not [N, height, width]");
        }
    }

    /** The pixels of all boxes together, for each row those given for it. */
    public static Truth boxes(List<List<Box>> boxes, int height, int width) {
        boolean[] mask = new boolean[boxes.size() * height * width];
        for (int row = 0; row < boxes.size(); row++) {
            for (Box box : boxes.get(row)) {
                for (int y = box.top(); y < Math.min(height, box.bottom()); y++) {
                    int line = (row * height + y) * width;
                    Arrays.fill(mask, line + Math.min(width, box.left()), line + Math.min(width, box.right()), true);
                }
            }
        }
        return new Truth(Tensor.of(mask, boxes.size(), height, width));
    }

    /** Whether each pixel of a row is meant. */
    boolean[] of(int row, int rows, Geometry image) {
        Shape shape = mask.shape();
        boolean shared = shape.rank() == 2 || shape.dim(0) == 1;
        boolean fits =
                shape.dim(-2) == image.height() && shape.dim(-1) == image.width() && (shared || shape.dim(0) == rows);
        if (!fits) {
            throw new IllegalArgumentException("mask has shape " + shape + "; the input has " + rows + " rows of "
                    + image.height() + " x " + image.width() + " pixels");
        }
        double[] all = mask.doubles();
        boolean[] meant = new boolean[image.places()];
        boolean any = false;
        for (int i = 0; i < meant.length; i++) {
            meant[i] = all[(shared ? 0 : row * meant.length) + i] != 0;
            any |= meant[i];
        }
        if (!any) {
            throw new IllegalArgumentException("mask of row " + row + " is empty: there is nothing to point to");
        }
        return meant;
    }
}
