package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Staged;
import java.util.Arrays;

/**
 * How far attributions move when the input moves a little: the largest distance over random points nearby, divided by the size of the
 * attributions.
 *
 * <p>Yeh et al., 2019, arXiv:1901.09392, definition 3.1; divided by the norm as in Captum. Numbers: {@code sensitivity-max} and {@code
 * sensitivity_mean}. What an algorithm draws is the same at all points, and segments stay those that it was given. One that is {@link Staged} is
 * repeated inside one program: of an equation that gives the distances of its attributions as they are, of any other all that they are made of;
 * tokens move by their embedding. What decides by the model's answers what to ask next, such as guided IG and partition SHAP, is asked once a
 * sample, and tokens do not move. Costs {@code samples} + 1 explanations.
 *
 * @param radius in units of the input: each element moves by at most that much
 * @param samples points nearby
 */
public record SensitivityMax(double radius, int samples) implements Evaluation {
    public SensitivityMax {
        Require.positive(radius, "radius");
        Require.positive(samples, "samples");
    }

    @Override
    public String name() {
        return "sensitivity-max";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.asked(name(), (single, algorithm, answer) -> {
            for (double[] row : new Nearby(radius, samples).distances(single, algorithm)) {
                answer.number("sensitivity-max", Arrays.stream(row).max().orElse(0))
                        .number("sensitivity_mean", Arrays.stream(row).average().orElse(0));
            }
        });
    }
}
