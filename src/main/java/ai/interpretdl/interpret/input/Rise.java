package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;

/**
 * The score averaged over random masks that let an element through, in proportion to how far they do.
 *
 * <p>Petsiuk et al., 2018, arXiv:1806.07421, equation 6: coarse random bits, shifted at random and interpolated linearly. The grid reaches
 * over the edges, so that every element is kept equally often; the authors' code stretches its grid a little. Forward passes only.
 *
 * @param baseline what a mask fades to; zeros in the paper
 * @param samples number of masks
 * @param cells of a mask along height and width: the last two axes, of pictures {@code [H, W, C]} the first two (of a vector, its only one)
 * @param keep probability that a cell lets through
 */
public record Rise(Baseline baseline, int samples, int cells, double keep) implements InputAttribution {
    public Rise {
        Require.positive(samples, "samples");
        Require.positive(cells, "cells");
        Require.positive(Require.share(keep, "keep"), "keep");
    }

    @Override
    public String name() {
        return "rise";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Baseline.Start start = baseline.of(f, x);
        Samples i = f.samples(samples);
        Expr mask = x.each(part -> Extent.beside(mask(f, x.get(part).shape(), i), x.get(part)));
        Expr score = f.score(start.value().plus(x.minus(start.value()).times(mask)));
        return start.mean(score.times(mask).mean(i)).over(keep).plus(x.zeros());
    }

    private Expr mask(Explained f, Shape row, Samples i) {
        if (row.rank() == 0) {
            return f.bernoulli(i, Shape.SCALAR, keep);
        }
        if (row.rank() == 1) {
            Expr bits = f.bernoulli(i, Shape.of(cells + 2L, 1), keep);
            return hats(f, row.dim(0), i).matmul(bits).reshape(row.dim(0));
        }
        Extent extent = Extent.of(row).orElseGet(() -> new Extent(row.dim(-2), row.dim(-1)));
        Expr along = hats(f, extent.width(), i);
        Expr bits = f.bernoulli(i, Shape.of(cells + 2L, cells + 2L), keep);
        Expr rows = hats(f, extent.height(), i).matmul(bits);
        return rows.matmul(along.transpose(1, 0));
    }

    /** How much each cell counts at each place of an axis, {@code [length, cells + 2]}: linear interpolation at a random shift. */
    private Expr hats(Explained f, long length, Samples i) {
        double cell = Math.ceil(length / (double) cells);
        Expr shift = f.uniform(i).times(cell).floor();
        Expr places = f.range(length)
                .cast(ElementType.FLOAT)
                .reshape(length, 1)
                .plus(shift.reshape(1, 1))
                .over(cell);
        Expr centres = f.range(cells + 2L).cast(ElementType.FLOAT).reshape(1, cells + 2L);
        return f.number(1).minus(places.minus(centres).abs()).relu();
    }
}
