package ai.interpretdl.autodiff;

import static ai.interpretdl.autodiff.ExpansionCases.standard;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Cases of recurrent layers: three steps of two rows of four numbers, a state of three. */
final class RecurrentCases {
    private static final Tensor LENGTHS = Tensor.of(new int[] {3, 2}, 2);

    private RecurrentCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(lstm(), gru(), rnn()).flatMap(cases -> cases);
    }

    /** Activations with a kink, of which only the results are compared. */
    static Stream<GradientCase> kinked() {
        return Stream.of(
                activated(layer("RNN", "bidirectional"), List.of(0.2f, 0.5f), List.of(), "LeakyRelu", "Elu"),
                activated(layer("RNN", "bidirectional"), List.of(0.3f), List.of(), "Relu", "ThresholdedRelu"),
                activated(layer("RNN", "bidirectional"), List.of(), List.of(), "HardSigmoid", "LeakyRelu"));
    }

    /** With input, weights and biases. */
    private static GradientCase layer(String operator, String direction) {
        long gates = operator.equals("LSTM") ? 4 : operator.equals("GRU") ? 3 : 1;
        long directions = direction.equals("bidirectional") ? 2 : 1;
        return standard(operator, 14)
                .note(direction)
                .with("hidden_size", 3)
                .with("direction", direction)
                .outputs(operator.equals("LSTM") ? 3 : 2)
                .input(3, 2, 4)
                .input(Values.between(-1, 1), directions, gates * 3, 4)
                .input(Values.between(-1, 1), directions, gates * 3, 3)
                .input(Values.between(-1, 1), directions, 2 * gates * 3);
    }

    private static GradientCase activated(GradientCase c, List<Float> alpha, List<Float> beta, String... names) {
        return c.note(String.join(" ", names))
                .with("activations", new Attribute.OfStrings(List.of(names)))
                .with("activation_alpha", new Attribute.OfFloats(alpha))
                .with("activation_beta", new Attribute.OfFloats(beta));
    }

    private static Stream<GradientCase> lstm() {
        return Stream.of(
                layer("LSTM", "forward"),
                layer("LSTM", "reverse").given(LENGTHS),
                layer("LSTM", "bidirectional").given(LENGTHS).input(2, 2, 3).input(2, 2, 3),
                layer("LSTM", "forward")
                        .note("peepholes")
                        .absent()
                        .input(1, 2, 3)
                        .input(1, 2, 3)
                        .input(1, 9),
                layer("LSTM", "forward").note("coupled").with("input_forget", 1),
                activated(layer("LSTM", "forward"), List.of(0.03f), List.of(0.4f), "HardSigmoid", "Softsign", "Tanh"),
                activated(
                        layer("LSTM", "bidirectional"),
                        List.of(0.03f, 0.8f, 0.7f),
                        List.of(0.4f, 0.9f, 0.1f),
                        "HardSigmoid",
                        "Tanh",
                        "ScaledTanh",
                        "Sigmoid",
                        "Affine",
                        "Tanh"),
                standard("LSTM", 14)
                        .note("no biases")
                        .with("hidden_size", 3)
                        .outputs(3)
                        .observed(0)
                        .input(3, 2, 4)
                        .input(1, 12, 4)
                        .input(1, 12, 3));
    }

    private static Stream<GradientCase> gru() {
        return Stream.of(
                layer("GRU", "forward"),
                layer("GRU", "reverse").with("linear_before_reset", 1).given(LENGTHS),
                layer("GRU", "bidirectional")
                        .with("linear_before_reset", 1)
                        .given(LENGTHS)
                        .input(2, 2, 3),
                layer("GRU", "bidirectional").given(LENGTHS).input(2, 2, 3),
                activated(layer("GRU", "forward"), List.of(), List.of(), "Sigmoid", "Softplus"));
    }

    private static Stream<GradientCase> rnn() {
        return Stream.of(
                layer("RNN", "forward"),
                layer("RNN", "reverse").given(LENGTHS).input(1, 2, 3),
                layer("RNN", "bidirectional").given(LENGTHS).input(2, 2, 3));
    }
}
