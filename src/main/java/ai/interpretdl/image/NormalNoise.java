package ai.interpretdl.image;

/**
 * Normal numbers of mean 0 and deviation 1, the very ones of NumPy's legacy generator: Mersenne Twister MT19937 (Matsumoto and Nishimura,
 * 1998) and Marsaglia's polar method.
 */
final class NormalNoise {
    private static final int WORDS = 624;

    private final int[] state = new int[WORDS];
    private int used = WORDS;
    private double kept;
    private boolean hasKept;

    NormalNoise(int seed) {
        state[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    double next() {
        hasKept = !hasKept;
        if (!hasKept) {
            return kept;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * Math.log(square) / square);
        kept = factor * x;
        return factor * y;
    }

    private double uniform() {
        int high = word() >>> 5;
        int low = word() >>> 6;
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    private int word() {
        if (used == WORDS) {
            twist();
            used = 0;
        }
        int y = state[used++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int joined = (state[i] & 0x80000000) | (state[(i + 1) % WORDS] & 0x7fffffff);
            state[i] = state[(i + 397) % WORDS] ^ (joined >>> 1) ^ ((joined & 1) * 0x9908b0df);
        }
    }
}
