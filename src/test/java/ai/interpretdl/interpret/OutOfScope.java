package ai.interpretdl.interpret;

import java.util.LinkedHashMap;
import java.util.Map;

/** The cases of {@code cases.json} that {@link CasesTest} does not run, each with the reason. */
final class OutOfScope {
    static final Map<String, String> REASONS = reasons();

    private OutOfScope() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        add(reasons, "no model: asserted in QuadratureTest", "ig-quadrature-2", "ig-quadrature-3", "ig-quadrature-4");
        add(reasons, "no model: asserted in LarsPathTest", "lars-path-5");
        add(reasons, "no model: asserted in HsicTest", "hsic-binary-kernel");
        add(reasons, "no model: asserted in ShapleyValuesTest", "data-shapley-voting4");
        add(
                reasons,
                "needs the covariance of the features, which a model file does not have",
                "shap-linear-independent");
        add(reasons, "Shapley interactions are no attribution of single features", "shap-interaction-2");
        add(
                reasons,
                "class activation maps from given activations: asserted in GradientMapsTest",
                "gradcam-weights",
                "gradcampp-weights-paper");
        add(reasons, "an attack, not an attribution", "fgsm-nontargeted");
        add(
                reasons,
                "explains training data",
                "tracin-1d",
                "influence-linreg",
                "lds-small",
                "mislabel-auc",
                "knn-shapley",
                "forgetting-events");
        add(reasons, "no model: asserted in AttentionLawsTest", "attention-rollout");
        return Map.copyOf(reasons);
    }

    private static void add(Map<String, String> reasons, String reason, String... ids) {
        for (String id : ids) {
            reasons.put(id, reason);
        }
    }
}
