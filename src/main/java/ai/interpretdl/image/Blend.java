package ai.interpretdl.image;

/** Sums of colours as 0xRRGGBB. */
final class Blend {
    private Blend() {}

    /** The first colour at 0, the second at 1, rounded. */
    static int mix(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = first >> shift & 0xff;
            int b = second >> shift & 0xff;
            mixed |= (int) (a + (b - a) * share + 0.5) << shift;
        }
        return mixed;
    }

    /** Each colour times its weight, fractions cut off and clipped at 255, as NumPy's {@code astype(uint8)} of a clipped sum does. */
    static int sum(double firstWeight, int first, double secondWeight, int second) {
        int sum = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double value = firstWeight * (first >> shift & 0xff) + secondWeight * (second >> shift & 0xff);
            sum |= (int) Math.min(255, value) << shift;
        }
        return sum;
    }
}
