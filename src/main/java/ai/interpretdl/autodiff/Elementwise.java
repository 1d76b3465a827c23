package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

/**
 * What a graph under construction does element by element, one method an operator. Shapes broadcast as in NumPy. Multiplying by one and
 * adding zero write nothing.
 */
public abstract class Elementwise extends Shaping {
    public Value add(Value a, Value b) {
        if (isFilled(a, 0)) {
            return expand(b, a.shape().broadcast(b.shape()));
        }
        return isFilled(b, 0) ? expand(a, a.shape().broadcast(b.shape())) : op("Add", a, b);
    }

    public Value sub(Value a, Value b) {
        return isFilled(b, 0) ? expand(a, a.shape().broadcast(b.shape())) : op("Sub", a, b);
    }

    public Value mul(Value a, Value b) {
        if (isFilled(a, 1)) {
            return expand(b, a.shape().broadcast(b.shape()));
        }
        return isFilled(b, 1) ? expand(a, a.shape().broadcast(b.shape())) : op("Mul", a, b);
    }

    public Value div(Value a, Value b) {
        return isFilled(b, 1) ? expand(a, a.shape().broadcast(b.shape())) : op("Div", a, b);
    }

    public Value add(Value a, double b) {
        return add(a, number(a, b));
    }

    public Value sub(Value a, double b) {
        return sub(a, number(a, b));
    }

    public Value sub(double a, Value b) {
        return sub(number(b, a), b);
    }

    public Value mul(Value a, double b) {
        return mul(a, number(a, b));
    }

    public Value div(Value a, double b) {
        return div(a, number(a, b));
    }

    public Value neg(Value x) {
        return op("Neg", x);
    }

    public Value abs(Value x) {
        return op("Abs", x);
    }

    public Value sign(Value x) {
        return op("Sign", x);
    }

    public Value exp(Value x) {
        return op("Exp", x);
    }

    public Value log(Value x) {
        return op("Log", x);
    }

    public Value sqrt(Value x) {
        return op("Sqrt", x);
    }

    public Value square(Value x) {
        return mul(x, x);
    }

    public Value reciprocal(Value x) {
        return op("Reciprocal", x);
    }

    public Value pow(Value x, double exponent) {
        return op("Pow", x, number(x, exponent));
    }

    public Value relu(Value x) {
        return op("Relu", x);
    }

    /** What is below 0, else 0; {@link #relu} is what is above. */
    public Value negative(Value x) {
        return neg(relu(neg(x)));
    }

    public Value sigmoid(Value x) {
        return op("Sigmoid", x);
    }

    /** αx + β, cut off at 0 and 1. */
    public Value hardSigmoid(Value x, double alpha, double beta) {
        Map<String, Attribute> line = Map.of("alpha", Attribute.of((float) alpha), "beta", Attribute.of((float) beta));
        return op("HardSigmoid", line, x);
    }

    public Value tanh(Value x) {
        return op("Tanh", x);
    }

    public Value erf(Value x) {
        return op("Erf", x);
    }

    public Value sin(Value x) {
        return op("Sin", x);
    }

    public Value cos(Value x) {
        return op("Cos", x);
    }

    public Value floor(Value x) {
        return op("Floor", x);
    }

    public Value max(Value a, Value b) {
        return op("Max", a, b);
    }

    public Value min(Value a, Value b) {
        return op("Min", a, b);
    }

    public Value where(Value condition, Value then, Value otherwise) {
        return op("Where", condition, then, otherwise);
    }

    /** {@code then} where the condition holds, else 0. */
    public Value where(Value condition, Value then) {
        return where(condition, then, number(then, 0));
    }

    public Value greater(Value a, Value b) {
        return op("Greater", a, b);
    }

    public Value greater(Value a, double b) {
        return greater(a, number(a, b));
    }

    public Value less(Value a, Value b) {
        return op("Less", a, b);
    }

    public Value less(Value a, double b) {
        return less(a, number(a, b));
    }

    public Value equal(Value a, Value b) {
        return op("Equal", a, b);
    }

    public Value and(Value a, Value b) {
        return op("And", a, b);
    }

    public Value or(Value a, Value b) {
        return op("Or", a, b);
    }

    public Value not(Value a) {
        return op("Not", a);
    }

    /** Whether all elements are known to be one number. */
    static boolean isFilled(Value value, double number) {
        if (value.known().isPresent()) {
            Tensor known = value.known().get();
            return known.type().isFloating() && known.shape().size() == 1 && known.doubles()[0] == number;
        }
        return value.operation()
                .filter(o -> o.key().equals("Expand"))
                .map(o -> isFilled(o.input(0), number))
                .orElse(false);
    }
}
