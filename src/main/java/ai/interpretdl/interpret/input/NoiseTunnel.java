package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * As {@link SmoothGrad}, round an algorithm that is no single equation, such as one that fits a surrogate: it is asked once for each noisy
 * copy of the input, each time with draws of its own. Only the means are kept.
 *
 * <p>What is explained are the float inputs and the class of the input itself. Costs {@code samples} explanations, and as many runs that add the
 * noise.
 *
 * @param inner what is averaged
 * @param samples number of noisy copies
 * @param noise what is added; drawn
 * @param statistic of the samples
 * @param maxSeconds as {@link Anytime} has it
 * @param tolerance likewise
 */
public record NoiseTunnel(
        Interpretation inner,
        int samples,
        Noise noise,
        SmoothGrad.Statistic statistic,
        double maxSeconds,
        double tolerance)
        implements Interpretation {
    private static final String ATTRIBUTIONS = "attributions";
    private static final String SQUARES = "squares.";

    public NoiseTunnel {
        Require.positive(samples, "samples");
        if (noise instanceof Noise.Given) {
            throw new IllegalArgumentException(
                    "noise is given; round " + inner.name() + " it is drawn, by sigma or noise_level");
        }
    }

    @Override
    public String name() {
        return "smooth-grad";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            for (Seam seam : inquiry.seams()) {
                if (seam.isEmbedding()) {
                    throw new IllegalArgumentException(
                            "inner is " + inner.name()
                                    + ", which asks for token ids, and these bear no noise; take one that is an equation, such as saliency");
                }
            }
            Question settled = single.about(inquiry.subject().target());
            Explanation means =
                    new Anytime(new Copy(inner, noise), samples, maxSeconds, tolerance).interpret(model, settled);
            Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("score", inquiry.score()));
            means.tensors().forEach((name, mean) -> {
                if (name.startsWith(ATTRIBUTIONS)) {
                    tensors.put(
                            name, statistic(mean, means.tensor(SQUARES + name).orElseThrow()));
                }
            });
            return means.then(this, tensors);
        });
    }

    private Tensor statistic(Tensor mean, Tensor squares) {
        return switch (statistic) {
            case MEAN -> mean;
            case SQUARE -> squares;
            case VARIANCE -> {
                double[] values = squares.doubles();
                double[] means = mean.doubles();
                Arrays.setAll(values, i -> values[i] - means[i] * means[i]);
                yield Tensor.of(mean.type(), values, mean.shape().dims());
            }
        };
    }

    /** One noisy copy: attributions and their squares. */
    private record Copy(Interpretation inner, Noise noise) implements Interpretation {
        private static final String NOISY = "noisy.";

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public Explanation interpret(Model model, Question question) {
            Explanation found = inner.interpret(model, question.with(noisy(model, question)));
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            found.tensors().forEach((name, tensor) -> {
                if (name.startsWith(ATTRIBUTIONS)) {
                    tensors.put(name, tensor);
                    tensors.put(SQUARES + name, mapped(tensor, value -> value * value));
                }
            });
            return found.then(this, tensors);
        }

        private Map<String, Tensor> noisy(Model model, Question question) {
            Map<String, Tensor> inputs = new HashMap<>(question.inputs());
            Inquiry.of(model, question)
                    .run(List.of("noise", noise), f -> moved(f, f.samples(1)))
                    .forEach((name, tensor) -> inputs.put(name.substring(NOISY.length()), tensor));
            return inputs;
        }

        private Map<String, Expr> moved(Explained f, Samples one) {
            Expr moved = f.input().plus(noise.of(f, f.input(), one)).mean(one);
            Map<String, Expr> named = new LinkedHashMap<>();
            for (int i = 0; i < f.inputNames().size(); i++) {
                named.put(NOISY + f.inputNames().get(i), moved.get(i));
            }
            return named;
        }

        private static Tensor mapped(Tensor tensor, DoubleUnaryOperator change) {
            return Tensor.of(
                    tensor.type(),
                    Arrays.stream(tensor.doubles()).map(change).toArray(),
                    tensor.shape().dims());
        }
    }
}
