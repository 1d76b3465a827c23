package ai.interpretdl.interpret.regression;

import java.util.Optional;

/** A linear model that was fitted to scores: score ≈ intercept + features · coefficients. */
public final class LinearFit {
    private final double[] coefficients;
    private final double intercept;
    private final double r2;
    private final Optional<double[]> standardErrors;

    LinearFit(double[] coefficients, double intercept, double r2, Optional<double[]> standardErrors) {
        this.coefficients = coefficients;
        this.intercept = intercept;
        this.r2 = r2;
        this.standardErrors = standardErrors;
    }

    /** One a feature, in units of the score. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** The model's score where all features are 0. */
    public double intercept() {
        return intercept;
    }

    /**
     * The weighted share of the scores' variance that the model explains: 1 is all, 0 is no better than their mean.
     *
     * <p>Where all scores are equal there is nothing to explain: 1 when they are met, else 0.
     */
    public double r2() {
        return r2;
    }

    /**
     * By how much the coefficients would vary if other samples were drawn, one standard deviation each, in units of the score.
     *
     * <p>From the residuals, which need not be alike (White, 1980, with the factor n / (n - p - 1)). Empty where that is undefined: for
     * a lasso, and when there are not more samples than coefficients.
     */
    public Optional<double[]> standardErrors() {
        return standardErrors.map(double[]::clone);
    }
}
