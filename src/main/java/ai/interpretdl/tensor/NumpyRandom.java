package ai.interpretdl.tensor;

import java.util.stream.IntStream;

/**
 * The random numbers of NumPy's {@code RandomState}, bit for bit, so that answers can be compared with the original's.
 *
 * <p>Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded by one integer. Stateful: the order of the calls matters. One
 * thread at a time.
 */
public final class NumpyRandom {
    private static final int WORDS = 624;
    private static final int OFFSET = 397;

    private final int[] state = new int[WORDS];
    private int next = WORDS;
    private double spareNormal = Double.NaN;

    /** @param seed read as an unsigned number: 0 to 2³² - 1 */
    public NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            int before = state[i - 1];
            state[i] = 1812433253 * (before ^ before >>> 30) + i;
        }
    }

    /** 32 random bits: the raw output of the twister. */
    public int bits() {
        if (next == WORDS) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    /**
     * A whole number from 0 up to, without, the bound: {@code randint(bound)}.
     *
     * @throws IllegalArgumentException when the bound is not positive
     */
    public int below(int bound) {
        return bound == 1 ? 0 : interval(positive(bound) - 1);
    }

    /** As many bytes from 0 up to, without, the bound (at most 256), as one call of {@code randint(bound, dtype=uint8)} gives. */
    public int[] bytesBelow(int bound, int count) {
        int[] bytes = new int[count];
        int mask = mask(positive(bound) - 1);
        int word = 0;
        int left = 0;
        for (int i = 0; i < count; ) {
            if (left == 0) {
                word = bits();
                left = 4;
            }
            int value = word & 0xff & mask;
            word >>>= 8;
            left--;
            if (value < bound) {
                bytes[i++] = value;
            }
        }
        return bytes;
    }

    /** From [0, 1), 53 bits: {@code random_sample()}. */
    public double uniform() {
        int high = bits() >>> 5;
        int low = bits() >>> 6;
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /** Of mean 0 and deviation 1: {@code randn()}. Marsaglia's polar method, whose second number is kept for the next call. */
    public double normal() {
        if (!Double.isNaN(spareNormal)) {
            double kept = spareNormal;
            spareNormal = Double.NaN;
            return kept;
        }
        double x;
        double y;
        double r2;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            r2 = x * x + y * y;
        } while (r2 >= 1 || r2 == 0);
        double scale = Math.sqrt(-2 * Math.log(r2) / r2);
        spareNormal = scale * x;
        return scale * y;
    }

    /** The numbers from 0 up to, without, the size, in random order: {@code permutation(size)}. */
    public int[] permutation(int size) {
        int[] order = IntStream.range(0, size).toArray();
        shuffle(order);
        return order;
    }

    /** Puts the values in random order, in place: {@code shuffle(values)}. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = interval(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** From 0 up to and with the largest, by rejecting what the covering power of two has too much. */
    private int interval(int largest) {
        int mask = mask(largest);
        int value = bits() & mask;
        while (value > largest) {
            value = bits() & mask;
        }
        return value;
    }

    private static int mask(int largest) {
        return largest == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(largest);
    }

    private static int positive(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound is " + bound + ", not positive");
        }
        return bound;
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % WORDS] & 0x7fffffff);
            int twisted = (y & 1) == 0 ? y >>> 1 : y >>> 1 ^ 0x9908b0df;
            state[i] = state[(i + OFFSET) % WORDS] ^ twisted;
        }
        next = 0;
    }
}
