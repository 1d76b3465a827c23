package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientTest {
    private final GradientChecker checker = new GradientChecker(Rules.derivative());

    static Stream<GradientCase> cases() {
        return GradientCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientIsTheSlope(GradientCase c) {
        checker.check(c);
    }

    @Test
    void everyRuleHasACase() {
        Set<String> missing = new TreeSet<>(Rules.derivative().operators());
        missing.removeIf(Rules.derivative()::stops);
        // a straight-through estimate is no slope: QuantizationTest states what it is
        missing.remove("QuantizeLinear");
        // never an operation: the builder hands on the input
        missing.remove("Identity");
        cases().forEach(c -> {
            GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
            missing.removeAll(operators(c.write(g, c.feed(g))));
        });
        assertThat(missing).as("operators with a rule and without a case").isEmpty();
    }

    @Test
    void whatRulesWriteHasRules() {
        Set<String> written = new HashSet<>();
        cases().forEach(c -> {
            GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
            written.addAll(operators(Derivatives.of(g, Rules.derivative(), c).gradients()));
        });
        written.removeAll(Rules.derivative().operators());
        assertThat(written)
                .as("operators that rules write and that have no rule")
                .isEmpty();
    }

    @Test
    void wrongRulesAreCaught() {
        GradientCase exp = GradientCase.of("Exp").input(2, 3);
        Map<String, Rule> wrong = Map.of("Exp", Rule.unary((g, x, y, dy) -> g.mul(dy, g.mul(y, 1.001))));
        assertThatCode(() -> checker.check(exp)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new GradientChecker(Rules.derivative().with(wrong)).check(exp))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of Exp");
    }

    @Test
    void rulesThatAreWrongOnlyWhenDifferentiatedAreCaught() {
        GradientCase sqrt = GradientCase.of("Sqrt").input(Values.between(0.5, 3), 2, 3);
        Map<String, Rule> wrong =
                Map.of("Div", Rule.binary((g, a, b, y, dy) -> g.div(dy, b), (g, a, b, y, dy) -> g.zeros(b)));
        assertThatThrownBy(() -> new GradientChecker(Rules.derivative().with(wrong)).check(sqrt))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient of the gradient");
    }

    private static Set<String> operators(List<Value> values) {
        Set<String> keys = new HashSet<>();
        Backward.ancestors(values).forEach(operation -> keys.add(operation.key()));
        return keys;
    }
}
