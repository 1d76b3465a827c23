package ai.interpretdl.interpret.sampling;

import java.util.BitSet;

/**
 * Points that fill a cube evenly in each direction: of n points, exactly one lies in each of the n equal slices of every axis.
 *
 * <p>McKay, Beckman and Conover, 1979. Of any number of points, where a {@link SobolSequence} wants a power of 2; pairs of axes are as
 * independent as random ones. Its permutations are kept, an int for each point and axis; the place within a slice is computed.
 */
public final class LatinHypercube {
    private final int points;
    private final long seed;
    private final int[][] slices;

    /**
     * @param points number of points, positive
     * @param axes number of axes
     * @param seed of the permutations and of the places within the slices
     */
    public LatinHypercube(int points, int axes, long seed) {
        if (points < 1 || axes < 1) {
            throw new IllegalArgumentException(
                    "points is " + points + " and axes " + axes + ": both have to be positive");
        }
        this.points = points;
        this.seed = seed;
        this.slices = new int[axes][];
        for (int axis = 0; axis < axes; axis++) {
            slices[axis] = CounterRandom.of(seed, axis).permutation(points);
        }
    }

    public int points() {
        return points;
    }

    public int axes() {
        return slices.length;
    }

    /** A point's place along an axis, from [0, 1). */
    public double at(int point, int axis) {
        // Streams from 0 on belong to the permutations of the axes.
        long place = -1 - ((long) axis * points + point);
        return (slices[axis][point] + CounterRandom.of(seed, place).uniform()) / points;
    }

    /** The points as bits, present in the upper half of an axis: balanced, so with an even number of points every feature is in half. */
    public Masks masks() {
        return Masks.of(points, axes(), point -> {
            BitSet row = new BitSet(axes());
            for (int axis = 0; axis < axes(); axis++) {
                row.set(axis, at(point, axis) >= 0.5);
            }
            return row;
        });
    }
}
