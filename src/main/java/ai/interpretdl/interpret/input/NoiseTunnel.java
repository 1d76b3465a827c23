package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.OfMoments;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Progress;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As {@link SmoothGrad}, round an algorithm that is no single equation, such as one that fits a surrogate: it is asked once for each noisy
 * copy of the input, each time with draws of its own. Only the moments are kept.
 *
 * <p>What is explained are the float inputs and the class of the input itself. Costs {@code samples} explanations, and as many runs that add the
 * noise. The samples of an answer are those of all explanations, a copy where these take none.
 *
 * @param inner what is averaged
 * @param samples number of noisy copies
 * @param noise what is added; drawn
 * @param statistic of the samples
 * @param budget what ends sampling earlier
 */
public record NoiseTunnel(Interpretation inner, int samples, Noise noise, SmoothGrad.Statistic statistic, Budget budget)
        implements Interpretation {
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
    public boolean mixesRows() {
        return inner.mixesRows() || !budget.isNone();
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
            Explanation found =
                    new Anytime(new Copy(inner, noise, statistic), samples, budget).interpret(model, settled);
            Map<String, Tensor> tensors = new LinkedHashMap<>(found.tensors());
            tensors.put("score", inquiry.score());
            return found.then(this, tensors);
        });
    }

    /** One noisy copy. */
    private record Copy(Interpretation inner, Noise noise, SmoothGrad.Statistic statistic) implements OfMoments {
        private static final String NOISY = "noisy.";

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public Interpretation moments() {
            return this;
        }

        @Override
        public Explanation interpret(Model model, Question question) {
            Explanation found = inner.interpret(model, question.with(noisy(model, question)));
            Map<String, Tensor> moments = new LinkedHashMap<>();
            found.tensors().forEach((name, tensor) -> {
                if (name.startsWith("attributions")) {
                    moments.put(name, tensor);
                    moments.put(name + OfMoments.SQUARES, OfMoments.squares(tensor));
                }
            });
            Explanation copy = found.then(this, moments);
            return copy.with(copy.quality().taking(Math.max(1, found.quality().samples())));
        }

        private Map<String, Tensor> noisy(Model model, Question question) {
            Map<String, Tensor> inputs = new HashMap<>(question.inputs());
            Inquiry.of(model, question.telling(Progress.silent()))
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
    }
}
