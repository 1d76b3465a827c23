package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.OfMoments;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As {@link SmoothGrad}, round an algorithm that explains by a layer or by attention: the statistic of its maps over noisy copies of the input.
 *
 * <p>Of a map that keeps what speaks for the target, it is that of what each copy keeps. In one program, of {@code samples} times the passes of
 * the inner algorithm.
 *
 * @param inner what is averaged
 * @param samples number of noisy copies
 * @param noise what is added
 * @param statistic of the samples
 */
public record SmoothEquation(Equation inner, int samples, Noise noise, SmoothGrad.Statistic statistic)
        implements Equation, OfMoments {
    public SmoothEquation {
        Require.positive(samples, "samples");
        noise.check(samples);
    }

    @Override
    public String name() {
        return "smooth-grad";
    }

    @Override
    public List<String> explained(Model model) {
        return inner.explained(model);
    }

    @Override
    public Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        Samples i = f.samples(samples);
        Map<String, Expr> found = new LinkedHashMap<>();
        NoisyMoments.of(inner, inquiry, f, x.plus(noise.of(f, x, i)))
                .forEach((name, a) -> found.put(name, statistic.of(a, i)));
        return found;
    }

    @Override
    public Interpretation moments() {
        return new NoisyMoments(inner, samples, noise);
    }
}
