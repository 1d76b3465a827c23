package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.OfMoments;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The means of the attributions of noisy copies of the input, and of their squares, as {@link OfMoments} names them. */
record NoisyMoments(Equation inner, int samples, Noise noise) implements Equation {
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
        Map<String, Expr> moments = new LinkedHashMap<>();
        of(inner, inquiry, f, x.plus(noise.of(f, x, i))).forEach((name, a) -> {
            moments.put(name, a.mean(i));
            moments.put(name + OfMoments.SQUARES, a.square().mean(i));
        });
        return moments;
    }

    /** The attributions that an equation gives at a noisy copy, without what it says of itself. */
    static Map<String, Expr> of(Equation inner, Inquiry inquiry, Explained f, Expr copy) {
        Map<String, Expr> found = new LinkedHashMap<>(inner.results(inquiry, f, copy));
        found.keySet().removeIf(name -> !name.startsWith("attributions"));
        return found;
    }
}
