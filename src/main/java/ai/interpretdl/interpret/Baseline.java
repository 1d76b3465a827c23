package ai.interpretdl.interpret;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.RowOf;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The input that stands for nothing: where a path starts, and what hides. */
public sealed interface Baseline {
    /**
     * A baseline in a program.
     *
     * @param value shaped like the input
     * @param axis over which results are averaged, when there are several baselines
     */
    record Start(Expr value, Optional<Samples> axis) {
        /** The average over the baselines. */
        public Expr mean(Expr attribution) {
            return axis.map(attribution::mean).orElse(attribution);
        }
    }

    Start of(Explained f, Expr x);

    /** The baseline of one row of a question. */
    default Baseline row(Question question, int row) {
        return this;
    }

    /** The samples of an algorithm that takes some at each baseline; where baselines are given for each sample, one with each. */
    default Samples samples(Explained f, Start start, int count) {
        return f.samples(count);
    }

    /** What an inner value is at this baseline, as a baseline of the model from there on. */
    default Baseline at(Explained f, Expr x, String value) {
        Start start = of(f, x);
        return new Reached(new Start(f.activation(value, start.value()), start.axis()));
    }

    static Baseline zeros() {
        return new Constant(0);
    }

    /** One that a program has computed already. */
    record Reached(Start start) implements Baseline {
        @Override
        public Start of(Explained f, Expr x) {
            return start;
        }
    }

    /** One number everywhere, in units of the input. */
    record Constant(double value) implements Baseline {
        @Override
        public Start of(Explained f, Expr x) {
            return new Start(value == 0 ? x.zeros() : x.zeros().plus(value), Optional.empty());
        }
    }

    /**
     * Tensors by input: {@code [1, …]} or {@code [N, …]}, a row each. Inputs that are not named start at zeros. Of a token model,
     * INT64 token ids are embedded by the model.
     */
    record Paired(Map<String, Tensor> tensors) implements Baseline {
        public Paired {
            tensors = Map.copyOf(new TreeMap<>(tensors));
        }

        @Override
        public Baseline row(Question question, int row) {
            Map<String, Tensor> one = new TreeMap<>();
            tensors.forEach((name, tensor) -> one.put(
                    name,
                    question.rows() > 1 && tensor.shape().dim(0) == question.rows()
                            ? tensor.rows(row, row + 1L)
                            : tensor));
            return new Paired(one);
        }

        @Override
        public Start of(Explained f, Expr x) {
            Expr start = x.each(i -> {
                String input = f.inputNames().get(i);
                Tensor given = tensors.get(input);
                return given == null
                        ? x.get(i).zeros()
                        : fitted(f, i, x.get(i), f.givenRows("baseline." + input, given), given);
            });
            return new Start(start, Optional.empty());
        }
    }

    /** Tensors {@code [K, …]} by input: every row starts at each of them, and the results are averaged. */
    record Distribution(Map<String, Tensor> tensors) implements Baseline {
        public Distribution {
            tensors = Map.copyOf(new TreeMap<>(tensors));
        }

        @Override
        public Start of(Explained f, Expr x) {
            long count = tensors.values().stream()
                    .mapToLong(t -> t.shape().dim(0))
                    .max()
                    .orElse(1);
            Samples axis = f.samples(count);
            return new Start(drawn(f, x, axis), Optional.of(axis));
        }

        /** Baseline k for sample k of an axis. */
        private Expr drawn(Explained f, Expr x, Samples axis) {
            return x.each(i -> {
                String input = f.inputNames().get(i);
                Tensor given = tensors.get(input);
                return given == null
                        ? x.get(i).zeros()
                        : fitted(f, i, x.get(i), one("baseline." + input, f, given, axis), given);
            });
        }

        private static Expr one(String name, Explained f, Tensor given, Samples axis) {
            Shape shape = given.shape();
            if (shape.dim(0) == 1) {
                return f.given(name, given.reshape(shape.slice(1, shape.rank()).dims()));
            }
            if (shape.dim(0) != axis.count()) {
                throw new IllegalArgumentException(
                        name + " has " + shape.dim(0) + " rows, beside " + axis.count() + " of another input");
            }
            return f.row(given, axis);
        }
    }

    /**
     * Tensors {@code [samples, N, …]} by input: every row starts at each of its own, and the results are averaged; a row of them serves
     * all. An algorithm that samples, such as expected gradients, takes one with each sample. Inputs that are not named start at zeros.
     */
    record Sampled(Map<String, Tensor> tensors) implements Baseline {
        public Sampled {
            tensors = Map.copyOf(new TreeMap<>(tensors));
            long count = count(tensors);
            tensors.forEach((name, tensor) -> {
                if (tensor.shape().rank() < 2 || tensor.shape().dim(0) != count) {
                    throw new IllegalArgumentException("baseline." + name + " has the shape " + tensor.shape()
                            + ", not [samples, N, ...] with " + count + " samples as the others");
                }
            });
        }

        private static long count(Map<String, Tensor> tensors) {
            return tensors.values().stream()
                    .mapToLong(tensor -> tensor.shape().dim(0))
                    .max()
                    .orElse(1);
        }

        @Override
        public Baseline row(Question question, int row) {
            Map<String, Tensor> one = new TreeMap<>(tensors);
            one.replaceAll((name, tensor) -> new RowOf(row, question.rows()).ofTable(tensor));
            return new Sampled(one);
        }

        @Override
        public Start of(Explained f, Expr x) {
            Samples axis = f.samples(count(tensors));
            Expr start = x.each(i -> {
                String input = f.inputNames().get(i);
                Tensor given = tensors.get(input);
                return given == null
                        ? x.get(i).zeros()
                        : fitted(f, i, x.get(i), f.rowOfEach("baseline." + input, given, axis), given);
            });
            return new Start(start, Optional.of(axis));
        }

        @Override
        public Samples samples(Explained f, Start start, int count) {
            Samples axis = start.axis().orElseThrow();
            if (axis.count() != count) {
                throw new IllegalArgumentException(
                        "baseline has " + axis.count() + " samples, but samples is " + count);
            }
            return axis;
        }
    }

    /**
     * Baselines drawn uniformly, over which results are averaged.
     *
     * @param count how many
     * @param low smallest value, in units of the input
     * @param high largest value
     */
    record Uniform(int count, double low, double high) implements Baseline {
        public Uniform {
            Require.positive(count, "count");
        }

        @Override
        public Start of(Explained f, Expr x) {
            Samples axis = f.samples(count);
            Expr drawn = x.each(
                    i -> f.uniform(axis, x.get(i).shape()).times(high - low).plus(low));
            return new Start(drawn, Optional.of(axis));
        }
    }

    /** Standard normal baselines, as InterpretDL's random ones, over which results are averaged. */
    record Normal(int count) implements Baseline {
        public Normal {
            Require.positive(count, "count");
        }

        @Override
        public Start of(Explained f, Expr x) {
            Samples axis = f.samples(count);
            return new Start(f.gaussian(x, axis), Optional.of(axis));
        }
    }

    /**
     * The input itself, blurred over its last two axes by a Gaussian, see {@link Blur}.
     *
     * @param sigma standard deviation in pixels
     */
    record Blurred(double sigma) implements Baseline {
        public Blurred {
            Require.positive(sigma, "sigma");
        }

        @Override
        public Start of(Explained f, Expr x) {
            return new Start(x.each(i -> Blur.of(f, x.get(i), f.number(sigma))), Optional.empty());
        }
    }

    /**
     * Not a value but a way to hide: the tokens of a hidden feature are taken out, those behind them move up, and the end of the row is
     * filled. For what switches whole features, see {@link Perturbation}; where a model knows positions, the rest of a text moves.
     *
     * @param fill for each input that has a number a token, beginning with the ids, what stands behind the last token: the padding id, 0
     *     for masks and types
     */
    record Deletion(Map<String, Long> fill) implements Baseline {
        public Deletion {
            fill = Map.copyOf(new TreeMap<>(fill));
        }

        @Override
        public Start of(Explained f, Expr x) {
            throw new IllegalArgumentException(
                    "deletion takes tokens out and gives no value for them: this algorithm needs a baseline");
        }
    }

    private static Expr fitted(Explained f, int index, Expr x, Expr given, Tensor tensor) {
        boolean ids = (tensor.type() == ElementType.INT64 || tensor.type() == ElementType.INT32)
                && !f.names().get(index).equals(f.inputNames().get(index));
        Expr value = ids ? f.embedding(index, given) : given;
        if (!value.shape().equals(x.shape()) && value.shape().size() != 1) {
            throw new IllegalArgumentException("baseline." + f.inputNames().get(index) + " has shape " + tensor.shape()
                    + ", a row of the input has " + x.shape());
        }
        return value.shape().equals(x.shape()) ? value : x.zeros().plus(value);
    }
}
