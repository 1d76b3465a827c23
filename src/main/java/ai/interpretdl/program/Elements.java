package ai.interpretdl.program;

import ai.interpretdl.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;

/** The arithmetic of expressions, element by element. */
abstract sealed class Elements extends Bundle permits Expr {
    Elements(Trace trace, List<Part> parts) {
        super(trace, parts);
    }

    public Expr plus(Expr other) {
        return binary(other, g()::add);
    }

    public Expr minus(Expr other) {
        return binary(other, g()::sub);
    }

    public Expr times(Expr other) {
        return binary(other, g()::mul);
    }

    public Expr over(Expr other) {
        return binary(other, g()::div);
    }

    public Expr plus(double number) {
        return onEach(x -> g().add(x, number));
    }

    public Expr minus(double number) {
        return onEach(x -> g().sub(x, number));
    }

    public Expr times(double number) {
        return onEach(x -> g().mul(x, number));
    }

    public Expr over(double number) {
        return onEach(x -> g().div(x, number));
    }

    public Expr max(Expr other) {
        return binary(other, g()::max);
    }

    public Expr min(Expr other) {
        return binary(other, g()::min);
    }

    public Expr negate() {
        return onEach(g()::neg);
    }

    public Expr abs() {
        return onEach(g()::abs);
    }

    public Expr square() {
        return onEach(g()::square);
    }

    public Expr sqrt() {
        return onEach(g()::sqrt);
    }

    public Expr exp() {
        return onEach(g()::exp);
    }

    public Expr log() {
        return onEach(g()::log);
    }

    public Expr relu() {
        return onEach(g()::relu);
    }

    public Expr sigmoid() {
        return onEach(g()::sigmoid);
    }

    public Expr floor() {
        return onEach(g()::floor);
    }

    public Expr cast(ElementType type) {
        return onEach(x -> g().cast(x, type));
    }

    public Expr greater(Expr other) {
        return binary(other, g()::greater);
    }

    public Expr less(Expr other) {
        return binary(other, g()::less);
    }

    public Expr equalTo(Expr other) {
        return binary(other, g()::equal);
    }

    public Expr greater(double number) {
        return onEach(x -> g().greater(x, number));
    }

    public Expr less(double number) {
        return onEach(x -> g().less(x, number));
    }

    public Expr and(Expr other) {
        return binary(other, g()::and);
    }

    public Expr or(Expr other) {
        return binary(other, g()::or);
    }

    public Expr not() {
        return onEach(g()::not);
    }

    /** {@code then} where this condition holds, else {@code otherwise}. */
    public Expr where(Expr then, Expr otherwise) {
        List<Part> joined = new ArrayList<>();
        int count = Math.max(
                parts().size(), Math.max(then.parts().size(), otherwise.parts().size()));
        for (int i = 0; i < count; i++) {
            List<Part> three = List.of(pick(i), then.pick(i), otherwise.pick(i));
            joined.add(together(three, v -> g().where(v.get(0), v.get(1), v.get(2))));
        }
        return new Expr(trace(), joined);
    }

    /** The ratio, and 0 where the divisor is 0. */
    public Expr overOrZero(Expr divisor) {
        Expr zero = divisor.onEach(d -> g().equal(d, g().number(d, 0)));
        Expr safe = zero.where(divisor.number(1), divisor);
        return zero.where(number(0), over(safe));
    }

    /** A number of the same type for each tensor, the same for all rows and samples. */
    Expr number(double number) {
        return new Expr(
                trace(),
                parts().stream()
                        .map(part -> new Part(g().number(part.value(), number), List.of(), false))
                        .toList());
    }

    /** Zeros of the same shape. */
    public Expr zeros() {
        return onEach(g()::zeros);
    }
}
