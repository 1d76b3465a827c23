package ai.interpretdl.interpret.sampling;

import java.util.stream.IntStream;

/**
 * Points that fill a cube evenly in every direction and, as far as their number allows, in planes and boxes: quasi-Monte-Carlo.
 *
 * <p>Sobol, 1967, with a primitive polynomial for an axis (Bratley and Fox, 1988), scrambled after Owen, 1995: bit k of a place is flipped or
 * not by a draw of its own for each value of the bits before it. So a mean over the points is unbiased, and of 2ᵏ points exactly one lies in
 * each of the 2ᵏ equal slices of every axis. The polynomials are counted through; the first direction numbers of an axis are free but odd, and
 * the best of a few draws, the same under every seed, where Joe and Kuo, 2008, print a table. In n points at most n / 2 axes have halves of
 * their own, so in hundreds of axes a few dozen points fill each axis evenly, as a {@link LatinHypercube} does, and few planes. The places
 * are kept, an int for each point and axis.
 */
public final class SobolSequence {
    private static final int BITS = 32;
    private static final int DRAWS = 16;
    /** Axes beyond take them again, with other numbers: what a few thousand points show of an axis are its first numbers. */
    private static final int POLYNOMIALS = 512;

    private final int points;
    private final int[][] places;

    /**
     * @param points number of points, positive; best a power of 2
     * @param axes number of axes
     * @param seed of the scrambling
     */
    public SobolSequence(int points, int axes, long seed) {
        if (points < 1 || axes < 1) {
            throw new IllegalArgumentException(
                    "points is " + points + " and axes " + axes + ": both have to be positive");
        }
        this.points = points;
        int[] polynomials = polynomials(Math.min(axes, POLYNOMIALS));
        this.places = new int[axes][points];
        int[] halves = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int[] directions = best(axis, polynomials[axis % polynomials.length], halves);
            halves[axis] = halves(directions);
            for (int point = 0; point < points; point++) {
                places[axis][point] = scrambled(place(point, directions), axis, seed);
            }
        }
    }

    public int points() {
        return points;
    }

    public int axes() {
        return places.length;
    }

    /** A point's place along an axis, from [0, 1). */
    public double at(int point, int axis) {
        return Integer.toUnsignedLong(places[axis][point]) * 0x1p-32;
    }

    /** The first primitive polynomials over the field of two elements, bit i the coefficient of xⁱ. */
    private static int[] polynomials(int count) {
        return IntStream.iterate(3, polynomial -> polynomial + 2)
                .filter(SobolSequence::isPrimitive)
                .limit(count)
                .toArray();
    }

    /** Whether the powers of x run through everything but 0 before they come back to 1. */
    private static boolean isPrimitive(int polynomial) {
        int top = Integer.highestOneBit(polynomial);
        int power = 1;
        int period = 0;
        do {
            power <<= 1;
            power ^= (power & top) == 0 ? 0 : polynomial;
            period++;
        } while (power != 1);
        return period == top - 1;
    }

    /** Of a few draws of the free numbers the one whose halves go together least with those of earlier axes. */
    private static int[] best(int axis, int polynomial, int[] halves) {
        CounterRandom random = CounterRandom.of(0, axis);
        int[] best = {};
        long least = Long.MAX_VALUE;
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] drawn = directions(polynomial, random);
            long together = together(halves(drawn), axis, halves);
            if (together < least) {
                best = drawn;
                least = together;
            }
        }
        return best;
    }

    /** Bit k tells whether direction k leads into the other half. */
    private static int halves(int[] directions) {
        return IntStream.range(0, BITS)
                .map(k -> directions[k] >>> (BITS - 1) << k)
                .reduce(0, (a, b) -> a | b);
    }

    /** Two axes are in the same halves, or in opposite ones, for 2ᵏ points when their first k bits agree; axes 2j and 2j + 1 count most. */
    private static long together(int own, int axis, int[] halves) {
        long sum = 0;
        for (int other = 0; other < axis; other++) {
            long points = 1L << Integer.numberOfTrailingZeros(own ^ halves[other]);
            sum += other == (axis ^ 1) ? 8 * points : points;
        }
        return sum;
    }

    /** v_k = a₁ v_(k-1) + … + a_(s-1) v_(k-s+1) + v_(k-s) + v_(k-s) / 2ˢ, bit by bit; the first s are odd numbers m_k / 2ᵏ. */
    private static int[] directions(int polynomial, CounterRandom random) {
        int degree = BITS - 1 - Integer.numberOfLeadingZeros(polynomial);
        int[] v = new int[BITS];
        for (int k = 0; k < degree; k++) {
            v[k] = (2 * random.below(1 << k) + 1) << (BITS - 1 - k);
        }
        for (int k = degree; k < BITS; k++) {
            v[k] = v[k - degree] ^ (v[k - degree] >>> degree);
            for (int i = 1; i < degree; i++) {
                v[k] ^= (polynomial >> (degree - i) & 1) == 1 ? v[k - i] : 0;
            }
        }
        return v;
    }

    private static int place(int point, int[] directions) {
        return IntStream.range(0, BITS)
                .filter(k -> (point >> k & 1) == 1)
                .map(k -> directions[k])
                .reduce(0, (a, b) -> a ^ b);
    }

    private static int scrambled(int place, int axis, long seed) {
        int flips = 0;
        for (int k = 0; k < BITS; k++) {
            // The bits before this one, with a 1 in front that tells how many they are.
            long before = (1L << k) | (Integer.toUnsignedLong(place) >>> (BITS - k));
            flips = flips << 1
                    | (int) (CounterRandom.of(seed, ((long) axis << BITS) + before)
                                    .bits()
                            & 1);
        }
        return place ^ flips;
    }
}
