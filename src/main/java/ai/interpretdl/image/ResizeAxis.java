package ai.interpretdl.image;

/** Where the points of a resized axis fall among the old ones: between a lower and an upper one, with a weight for each. */
final class ResizeAxis {
    private static final int ONE = 1 << 11;

    private final int old;
    private final int[] lower;
    /** The upper point's weight, a 32-bit number as in OpenCV. */
    private final float[] weight;

    private ResizeAxis(int old, int[] lower, float[] weight) {
        this.old = old;
        this.lower = lower;
        this.weight = weight;
    }

    static ResizeAxis of(int old, int size) {
        double scale = (double) old / size;
        int[] lower = new int[size];
        float[] weight = new float[size];
        for (int i = 0; i < size; i++) {
            float position = (float) ((i + 0.5) * scale - 0.5);
            lower[i] = (int) Math.floor(position);
            weight[i] = position - lower[i];
        }
        return new ResizeAxis(old, lower, weight);
    }

    /** The same without mixing an edge with itself, which could round. OpenCV does so along rows, and not across them. */
    ResizeAxis settled() {
        float[] settled = weight.clone();
        for (int i = 0; i < settled.length; i++) {
            settled[i] = lower(i) == upper(i) ? 0 : settled[i];
        }
        return new ResizeAxis(old, lower, settled);
    }

    int lower(int i) {
        return Math.max(0, Math.min(old - 1, lower[i]));
    }

    int upper(int i) {
        return Math.max(0, Math.min(old - 1, lower[i] + 1));
    }

    /** The upper point's weight in units of 1/2048, rounded half to even. */
    int fixedUpperWeight(int i) {
        return (int) Math.rint(weight[i] * ONE);
    }

    /** The lower point's weight in units of 1/2048, rounded by itself. */
    int fixedLowerWeight(int i) {
        return (int) Math.rint((1 - weight[i]) * ONE);
    }

    double mix(int i, double lowerValue, double upperValue) {
        return lowerValue * (1 - weight[i]) + upperValue * weight[i];
    }
}
