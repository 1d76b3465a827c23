package ai.interpretdl.program;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.autodiff.Rules;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program is about: a model, what is fed to it, and which of its numbers is explained.
 *
 * @param origin of the model
 * @param graph the model, lifted
 * @param oracle knows the operators
 * @param rules the derivative, in the form that suits the device
 * @param inputs all inputs, rows first: {@code [N, …]}
 * @param explained names of the values that get attributions: float inputs, or inner values such as an embedding
 * @param belongsTo for each of them the input that it belongs to: itself, or the token ids of an embedding
 * @param output name of the graph output
 * @param kind its form
 * @param scores what its numbers are
 * @param target which element
 * @param batching how the model takes more than one row
 * @param part which row of a larger question this is; empty for all rows of a question
 */
public record Subject(
        Origin origin,
        ModelGraph graph,
        NodeOracle oracle,
        Rules rules,
        Map<String, Tensor> inputs,
        List<String> explained,
        List<String> belongsTo,
        String output,
        OutputKind kind,
        ScoreKind scores,
        Target target,
        Batching batching,
        Optional<RowOf> part) {
    /** How a model takes several rows. */
    public enum Batching {
        /** The file has a free first axis. */
        FREE,
        /** The file says one row; its constants are rewritten for more, which was verified. */
        REWRITTEN,
        /** One row a call. */
        SINGLE,
        /** There is no batch axis at all: the whole input is one row, its first axis included. */
        NONE
    }

    public Subject {
        inputs = Map.copyOf(inputs);
        explained = List.copyOf(explained);
        belongsTo = List.copyOf(belongsTo);
    }

    /** The number N of rows. */
    public long rows() {
        return isWhole()
                ? 1
                : inputs.values().stream()
                        .filter(tensor -> tensor.shape().rank() > 0)
                        .mapToLong(tensor -> tensor.shape().dim(0))
                        .max()
                        .orElse(1);
    }

    /** Whether there is no batch axis: the whole input is one row. */
    public boolean isWhole() {
        return batching == Batching.NONE;
    }

    public Subject with(Target other) {
        return new Subject(
                origin, graph, oracle, rules, inputs, explained, belongsTo, output, kind, scores, other, batching,
                part);
    }

    /** The same, being a row of a larger question. */
    public Subject with(Optional<RowOf> other) {
        return new Subject(
                origin, graph, oracle, rules, inputs, explained, belongsTo, output, kind, scores, target, batching,
                other);
    }

    /** The same question about other inputs; explained inner values may be among them. */
    public Subject with(Map<String, Tensor> other) {
        return new Subject(
                origin, graph, oracle, rules, other, explained, belongsTo, output, kind, scores, target, batching,
                part);
    }

    /** The same question, asked one row and one sample a call. */
    public Subject rowByRow() {
        return new Subject(
                origin,
                graph,
                oracle,
                rules,
                inputs,
                explained,
                belongsTo,
                output,
                kind,
                scores,
                target,
                isWhole() ? Batching.NONE : Batching.SINGLE,
                part);
    }
}
