package ai.interpretdl.evaluate;

/** Unknown pixels guessed from means of what is known around them, coarser where more is missing. */
final class Pyramid {
    private Pyramid() {}

    static double[] guess(double[] plane, boolean[] known, int height, int width) {
        double[] filled = plane.clone();
        if (height == 1 && width == 1) {
            return filled;
        }
        int h = (height + 1) / 2;
        int w = (width + 1) / 2;
        double[] sums = new double[h * w];
        double[] all = new double[h * w];
        int[] counts = new int[h * w];
        int[] sizes = new int[h * w];
        boolean complete = true;
        for (int p = 0; p < plane.length; p++) {
            int q = p / width / 2 * w + p % width / 2;
            all[q] += plane[p];
            sizes[q]++;
            sums[q] += known[p] ? plane[p] : 0;
            counts[q] += known[p] ? 1 : 0;
            complete &= known[p];
        }
        if (complete) {
            return filled;
        }
        boolean[] some = new boolean[h * w];
        for (int q = 0; q < some.length; q++) {
            some[q] = counts[q] > 0;
            sums[q] = some[q] ? sums[q] / counts[q] : all[q] / sizes[q];
        }
        double[] coarse = Resizing.bilinear(guess(sums, some, h, w), h, w, height, width);
        for (int p = 0; p < filled.length; p++) {
            filled[p] = known[p] ? plane[p] : coarse[p];
        }
        return filled;
    }
}
