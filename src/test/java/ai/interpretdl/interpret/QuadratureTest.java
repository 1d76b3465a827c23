package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureTest {
    @ParameterizedTest
    @EnumSource
    void aConstantIsIntegratedExactly(Quadrature rule) {
        for (int n : new int[] {2, 3, 50, 301}) {
            assertThat(integral(rule, n, x -> 3)).isCloseTo(3, within(1e-13));
            assertThat(rule.points(n)).isSorted().hasSize(n);
            assertThat(Arrays.stream(rule.points(n)).allMatch(x -> x >= 0 && x <= 1))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void gaussAndLegendreAreExactUpToDegreeTwiceThePointsMinusOne(int n) {
        for (int degree = 0; degree < 2 * n; degree++) {
            int power = degree;
            assertThat(integral(Quadrature.GAUSS_LEGENDRE, n, x -> Math.pow(x, power)))
                    .isCloseTo(1.0 / (degree + 1), within(1e-14));
        }
        double beyond = integral(Quadrature.GAUSS_LEGENDRE, n, x -> Math.pow(2 * x - 1, 2 * n));
        assertThat(Math.abs(beyond - 1.0 / (2 * n + 1))).isGreaterThan(1e-12);
    }

    @Test
    void gaussAndLegendreHoldForTenThousandPoints() {
        // 1e-11: the sum of ten thousand rounded terms
        assertThat(integral(Quadrature.GAUSS_LEGENDRE, 10_000, Math::exp)).isCloseTo(Math.E - 1, within(1e-11));
    }

    @ParameterizedTest
    @EnumSource(names = {"LEFT", "RIGHT", "MIDDLE", "TRAPEZOID", "GAUSS_LEGENDRE"})
    void nodesAgreeWithTheReference(Quadrature rule) {
        String name = rule == Quadrature.GAUSS_LEGENDRE
                ? "gausslegendre"
                : "riemann_" + rule.name().toLowerCase(Locale.ROOT);
        for (int n = 2; n <= 4; n++) {
            JsonNode expected = ReferenceCase.of("ig-quadrature-" + n).get("expected");
            assertThat(rule.points(n)).containsExactly(numbers(expected, name + ".alphas"), within(1e-15));
            // Captum's trapezoid weights sum to (n-1)/n; ours to 1.
            double scale = rule == Quadrature.TRAPEZOID ? (double) n / (n - 1) : 1;
            double[] weights = Arrays.stream(numbers(expected, name + ".weights"))
                    .map(w -> w * scale)
                    .toArray();
            assertThat(rule.weights(n)).containsExactly(weights, within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({"LEFT, 1", "RIGHT, 1", "ORIGINAL, 1", "MIDDLE, 2", "TRAPEZOID, 2"})
    void theErrorFallsByTheOrderOfTheRule(Quadrature rule, int order) {
        double coarse = Math.abs(integral(rule, 101, Math::exp) - (Math.E - 1));
        double fine = Math.abs(integral(rule, 201, Math::exp) - (Math.E - 1));
        assertThat(coarse / fine).isCloseTo(Math.pow(2, order), within(0.05 * Math.pow(2, order)));
    }

    @Test
    void theOriginalsGridHasBothEndsAndEqualWeights() {
        assertThat(Quadrature.ORIGINAL.points(5)).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(Quadrature.ORIGINAL.weights(5)).containsExactly(0.2, 0.2, 0.2, 0.2, 0.2);
        assertThat(Quadrature.ORIGINAL.points(1)).containsExactly(0);
    }

    @Test
    void refusesWhatMakesNoRule() {
        assertThatThrownBy(() -> Quadrature.LEFT.points(0)).hasMessage("steps is 0, not positive");
        assertThatThrownBy(() -> Quadrature.TRAPEZOID.weights(1)).hasMessageContaining("at least 2 points");
    }

    private static double[] numbers(JsonNode expected, String name) {
        return ReferenceCase.numbers(expected.get(name));
    }

    private static double integral(Quadrature rule, int n, DoubleUnaryOperator f) {
        double[] points = rule.points(n);
        double[] weights = rule.weights(n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[i] * f.applyAsDouble(points[i]);
        }
        return sum;
    }
}
