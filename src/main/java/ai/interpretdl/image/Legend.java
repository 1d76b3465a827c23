package ai.interpretdl.image;

import java.util.List;

/** What the colours of a picture mean. */
public sealed interface Legend {
    /** The height it takes under a picture, in units. */
    double height();

    /** Nothing to explain. */
    record None() implements Legend {
        @Override
        public double height() {
            return 0;
        }
    }

    /**
     * A colour bar.
     *
     * @param map its colours
     * @param low what stands at its left end
     * @param high what stands at its right end
     */
    record Bar(ColorMap map, String low, String high) implements Legend {
        @Override
        public double height() {
            return 32;
        }
    }

    /**
     * Patches of colour with their names, one below the other.
     *
     * @param keys top to bottom
     */
    record Keys(List<Key> keys) implements Legend {
        public Keys {
            keys = List.copyOf(keys);
        }

        @Override
        public double height() {
            return 18 * keys.size();
        }
    }

    /**
     * A patch of colour and its name.
     *
     * @param name what the colour means
     * @param colour 0xRRGGBB
     */
    record Key(String name, int colour) {}
}
