package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One operator with attributes and inputs, whose gradient is to be checked.
 *
 * <p>{@code GradientCase.of("Gemm").with("transA", 1).input(4, 3).input(4, 5)}: float64, elements between -2 and 2, the gradient with
 * respect to both inputs. {@code single} instead of {@code of}: float32, where ONNX Runtime's CPU provider has no float64 kernel.
 */
final class GradientCase {
    /** Writes what is checked into a graph: from the inputs to the outputs whose weighted sum is differentiated. */
    interface Body {
        List<Value> write(GraphBuilder g, List<Value> inputs);
    }

    private record Input(Tensor tensor, boolean known, boolean checked) {}

    private static final Tensor NOTHING = Tensor.of(new long[0], 0);

    private final String operator;
    private final ElementType type;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private Body body = this::operation;
    private int outputs = 1;
    private long opset = 1;
    private int[] observed = {};
    private OptionalInt degree = OptionalInt.empty();
    private String note = "";
    private String domain = "";
    private long version = GraphBuilder.OPSET;

    private GradientCase(String operator, ElementType type) {
        this.operator = operator;
        this.type = type;
    }

    /** All cases of all families. */
    static Stream<GradientCase> all() {
        return Stream.of(
                        ElementwiseCases.all(),
                        ActivationCases.all(),
                        LinearCases.all(),
                        ReductionCases.all(),
                        NormalizationCases.all(),
                        ConvolutionCases.all(),
                        PoolingCases.all(),
                        ShapeCases.all(),
                        ResamplingCases.all(),
                        IndexCases.all(),
                        SamplingCases.all(),
                        SpectraCases.all())
                .flatMap(cases -> cases);
    }

    /** In float64. */
    static GradientCase of(String operator) {
        return new GradientCase(operator, ElementType.DOUBLE);
    }

    /** In float32. */
    static GradientCase single(String operator) {
        return new GradientCase(operator, ElementType.FLOAT);
    }

    /** Anything that can be written into a graph, instead of one operator of the default domain. */
    GradientCase body(Body written) {
        body = written;
        return this;
    }

    /** A node of any operator set, spelled out by an expansion on its way into the graph. */
    GradientCase expanded(String ofDomain, long ofVersion) {
        domain = ofDomain;
        version = ofVersion;
        return body((g, values) -> new SingleNode(this).inlined(g, values));
    }

    /** An input whose gradient is checked, elements between -2 and 2. */
    GradientCase input(long... dims) {
        return input(Values.between(-2, 2), dims);
    }

    /** An input whose gradient is checked. */
    GradientCase input(Values values, long... dims) {
        return add(draw(values, dims), false, true);
    }

    /** A floating-point input that is fed, but whose gradient is not checked. */
    GradientCase frozen(Values values, long... dims) {
        return add(draw(values, dims), false, false);
    }

    /** A tensor that is fed when the graph runs. */
    GradientCase given(Tensor tensor) {
        return add(tensor, false, false);
    }

    /** A tensor that is known when the graph is written. */
    GradientCase known(Tensor tensor) {
        return add(tensor, true, false);
    }

    /** Whole numbers that are known when the graph is written, as a list. */
    GradientCase ints(long... values) {
        return known(Tensor.of(values, values.length));
    }

    /** A number of the case's type that is known when the graph is written. */
    GradientCase number(double value) {
        return known(Tensor.scalar(type, value));
    }

    /** An optional input that is left out. */
    GradientCase absent() {
        return add(NOTHING, true, false);
    }

    GradientCase with(String name, long value) {
        return with(name, Attribute.of(value));
    }

    GradientCase with(String name, double value) {
        return with(name, Attribute.of((float) value));
    }

    GradientCase with(String name, String value) {
        return with(name, Attribute.of(value));
    }

    GradientCase with(String name, long... values) {
        return with(name, Attribute.ofInts(values));
    }

    GradientCase with(String name, Attribute value) {
        attributes.put(name, value);
        return this;
    }

    /** The version of the default domain that the operator needs, when that is newer than ours. */
    GradientCase opset(long version) {
        opset = version;
        return this;
    }

    /** How many outputs the operator writes; all that are floating-point are observed unless said otherwise. */
    GradientCase outputs(int count) {
        outputs = count;
        return this;
    }

    /** The outputs that take part in the sum. */
    GradientCase observed(int... indices) {
        observed = indices;
        return this;
    }

    /** The outputs are linear in all checked inputs together: the adjoint identity must hold. */
    GradientCase linear() {
        return homogeneous(1);
    }

    /** f(tx) = tⁿf(x) for the checked inputs together, so that Euler's identity ⟨∇f, x⟩ = n f must hold. */
    GradientCase homogeneous(int n) {
        degree = OptionalInt.of(n);
        return this;
    }

    /** What is special about it. */
    GradientCase note(String text) {
        note = text;
        return this;
    }

    OptionalInt degree() {
        return degree;
    }

    List<Tensor> tensors() {
        return inputs.stream().map(Input::tensor).toList();
    }

    boolean isChecked(int input) {
        return inputs.get(input).checked();
    }

    boolean isKnown(int input) {
        return inputs.get(input).known();
    }

    boolean isAbsent(int input) {
        return inputs.get(input).tensor() == NOTHING;
    }

    String operator() {
        return operator;
    }

    String domain() {
        return domain;
    }

    /** Of the domain's operator set. */
    long version() {
        return version;
    }

    Map<String, Attribute> attributes() {
        return attributes;
    }

    int outputs() {
        return outputs;
    }

    /** Puts the inputs into a graph; those that are fed are called x0, x1, … */
    List<Value> feed(GraphBuilder g) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> {
                    if (isAbsent(i)) {
                        return Value.ABSENT;
                    }
                    Input input = inputs.get(i);
                    return input.known()
                            ? g.constant(input.tensor())
                            : g.fed(
                                    "x" + i,
                                    input.tensor().type(),
                                    input.tensor().shape());
                })
                .toList();
    }

    /** The outputs that take part in the sum. */
    List<Value> write(GraphBuilder g, List<Value> values) {
        return body.write(g, values);
    }

    private List<Value> operation(GraphBuilder g, List<Value> values) {
        g.require("", opset);
        List<Value> all = g.ops(outputs, operator, attributes, values.toArray(Value[]::new));
        return observed.length > 0
                ? Arrays.stream(observed).mapToObj(all::get).toList()
                : all.stream().filter(output -> output.type().isFloating()).toList();
    }

    boolean isObserved(int output) {
        return observed.length == 0 || Arrays.stream(observed).anyMatch(i -> i == output);
    }

    private GradientCase add(Tensor tensor, boolean known, boolean checked) {
        inputs.add(new Input(tensor, known, checked));
        return this;
    }

    private Tensor draw(Values values, long... dims) {
        int count = Math.toIntExact(Shape.of(dims).size());
        double[] drawn = values.draw(new Random(31 + inputs.size()), count);
        return GradientChecker.tensor(type, drawn, dims);
    }

    @Override
    public String toString() {
        String shapes = String.join(
                " ", inputs.stream().map(i -> i.tensor().shape().toString()).toList());
        return operator + " " + note + (note.isEmpty() ? "" : " ") + shapes;
    }
}
