package ai.interpretdl.interpret.regression;

/** A way to fit a linear model, with an intercept, to the scores of perturbed inputs. */
public sealed interface LinearRegression permits Ridge, Lasso, PriorRidge, PriorNet {
    /**
     * Fits score = intercept + row · coefficients.
     *
     * @param rows the features of each sample, {@code [samples, features]}; for masks, 0 and 1
     * @param scores one a sample
     * @param weights what each sample counts: none negative, not all zero. Only their ratios matter, except to a {@link Ridge} penalty
     * @throws IllegalArgumentException when the lengths differ or a weight is not usable
     */
    LinearFit fit(double[][] rows, double[] scores, double[] weights);
}
