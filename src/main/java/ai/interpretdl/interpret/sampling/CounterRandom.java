package ai.interpretdl.interpret.sampling;

import java.util.stream.IntStream;

/**
 * Random numbers that depend only on a seed and the number of a stream, so that sample i is the same whoever draws it, and when.
 *
 * <p>SplitMix64 (Steele, Lea and Flood, 2014), started at a hash of the two. Stateful within its stream.
 */
public final class CounterRandom {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long counter;

    private CounterRandom(long counter) {
        this.counter = counter;
    }

    /** The numbers of one stream, for instance one sample, under a seed. */
    public static CounterRandom of(long seed, long stream) {
        return new CounterRandom(mix(mix(seed + STEP) + stream * 0xd1342543de82ef95L));
    }

    /** 64 random bits. */
    public long bits() {
        counter += STEP;
        return mix(counter);
    }

    /** From [0, 1), 53 bits. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** A whole number from 0 up to, without, a positive bound; the bias is below bound / 2³². */
    public int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /** The numbers from 0 up to, without, the size, in random order. */
    public int[] permutation(int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = below(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
