package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What infidelity does to an input. */
public sealed interface Disturbance {
    /**
     * A disturbed input in a program.
     *
     * @param axis of the samples
     * @param input disturbed
     */
    record Disturbed(Samples axis, Expr input) {}

    Disturbed of(Explained f, Expr x, List<Geometry> inputs);

    /**
     * Every square of some sizes, at a stride, that lies within the image is hidden in turn.
     *
     * @param baseline what hides; a single one
     * @param sides of the squares in pixels
     * @param stride from one square to the next, in pixels
     */
    record Squares(Baseline baseline, List<Integer> sides, int stride) implements Disturbance {
        /** InterpretDL's: sides of 32, 64 and 128 at a stride of 8. */
        public static Squares original(Baseline baseline) {
            return new Squares(baseline, List.of(32, 64, 128), 8);
        }

        public Squares {
            sides = List.copyOf(sides);
            sides.forEach(side -> Require.positive(side, "sides"));
            Require.positive(stride, "stride");
        }

        @Override
        public Disturbed of(Explained f, Expr x, List<Geometry> inputs) {
            if (inputs.size() != 1 || !inputs.get(0).isImage()) {
                throw new IllegalArgumentException("squares are hidden in one image; take another disturbance");
            }
            Geometry image = inputs.get(0);
            Tensor corners = corners(image);
            Samples i = f.samples(corners.shape().dim(0));
            Expr square = f.row(corners, i);
            Expr down = within(f, image.height(), square.slice(0, 0, 1), square.slice(0, 2, 3));
            Expr across = within(f, image.width(), square.slice(0, 1, 2), square.slice(0, 2, 3));
            Expr hidden = down.reshape(image.height(), 1).and(across.reshape(1, image.width()));
            Expr start = baseline.of(f, x).value();
            return new Disturbed(i, hidden.reshape(image.shape().dims()).where(start, x));
        }

        private static Expr within(Explained f, int length, Expr from, Expr side) {
            Expr places = f.range(length).cast(ElementType.FLOAT);
            return places.greater(from.minus(0.5))
                    .and(places.less(from.plus(side).minus(0.5)));
        }

        /** Top, left and side of each square. */
        private Tensor corners(Geometry image) {
            List<Float> corners = new ArrayList<>();
            for (int side : sides) {
                for (int top = 0; top + side <= image.height(); top += stride) {
                    for (int left = 0; left + side <= image.width(); left += stride) {
                        corners.addAll(List.of((float) top, (float) left, (float) side));
                    }
                }
            }
            if (corners.isEmpty()) {
                throw new IllegalArgumentException("no square of sides " + sides + " lies within an image of "
                        + image.height() + " x " + image.width() + " pixels: give smaller sides");
            }
            float[] flat = new float[corners.size()];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = corners.get(i);
            }
            return Tensor.of(flat, flat.length / 3, 3);
        }
    }

    /**
     * Normal noise is added.
     *
     * @param samples how often
     * @param sigma standard deviation, in units of the input
     */
    record Gaussian(int samples, double sigma) implements Disturbance {
        public Gaussian {
            Require.positive(samples, "samples");
            Require.positive(sigma, "sigma");
        }

        @Override
        public Disturbed of(Explained f, Expr x, List<Geometry> inputs) {
            Samples i = f.samples(samples);
            return new Disturbed(i, x.minus(f.gaussian(x, i).times(sigma)));
        }
    }

    /**
     * The input becomes a baseline with noise: the paper's noisy baseline.
     *
     * @param baseline a single one
     * @param samples how often
     * @param sigma standard deviation of the noise, in units of the input
     */
    record NoisyBaseline(Baseline baseline, int samples, double sigma) implements Disturbance {
        public NoisyBaseline {
            Require.positive(samples, "samples");
            Require.notNegative(sigma, "sigma");
        }

        @Override
        public Disturbed of(Explained f, Expr x, List<Geometry> inputs) {
            Samples i = f.samples(samples);
            return new Disturbed(
                    i, baseline.of(f, x).value().plus(f.gaussian(x, i).times(sigma)));
        }
    }

    /** Given changes by input, {@code [samples, N, …]}, which are taken off it; one row serves all. */
    record Given(Map<String, Tensor> changes) implements Disturbance {
        public Given {
            changes = Map.copyOf(changes);
            if (changes.isEmpty()) {
                throw new IllegalArgumentException("no changes are given");
            }
        }

        @Override
        public Disturbed of(Explained f, Expr x, List<Geometry> inputs) {
            Shape first = changes.values().iterator().next().shape();
            Samples i = f.samples(first.dim(0));
            return new Disturbed(i, x.each(part -> {
                Tensor change = changes.get(f.inputNames().get(part));
                return change == null ? x.get(part) : x.get(part).minus(f.rowOfEach(change, i));
            }));
        }
    }
}
