package ai.interpretdl.program;

import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Value;
import java.util.Optional;
import java.util.Set;

/** A model's output as it is, before its softmax or sigmoid, or after one. */
final class OutputForms {
    private static final Set<String> SQUASHING = Set.of("Softmax", "Sigmoid");
    private static final Set<String> SHAPING =
            Set.of("Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten", "Identity", "Cast");

    private OutputForms() {}

    static Expr of(ModelCall call, Subject subject) {
        Value raw = call.value(subject.output());
        return switch (subject.kind()) {
            case RAW -> call.unfold(subject.output(), raw);
            case LOGIT -> call.unfold(subject.output(), logits(raw, subject.output()));
            case PROBABILITY -> probabilities(call, raw, subject);
        };
    }

    private static Value logits(Value raw, String name) {
        Operation last = squashing(raw)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "output " + name
                                        + " does not end in a softmax or sigmoid, so it has no logits to go back to; ask for output raw"));
        return last.input(0);
    }

    private static Expr probabilities(ModelCall call, Value raw, Subject subject) {
        Expr output = call.unfold(subject.output(), raw);
        if (squashing(raw).isPresent()) {
            return output;
        }
        if (subject.scores().isMultiLabel()) {
            return output.sigmoid();
        }
        if (output.shape().rank() == 1) {
            return output.softmax();
        }
        if (output.shape().rank() == 0) {
            return output.sigmoid();
        }
        throw new IllegalArgumentException("output " + subject.output() + " is " + output.shape()
                + " a row, so probabilities cannot be derived from it; ask for output raw");
    }

    /**
     * The logarithm of each class's probability, whatever form is explained: from the logits where the graph has them, which does not
     * lose what a probability rounds to 0.
     *
     * @throws IllegalArgumentException where the output has no classes
     */
    static Expr logProbabilities(ModelCall call, Subject subject) {
        Value raw = call.value(subject.output());
        Optional<Operation> last = squashing(raw);
        Expr output = call.unfold(
                subject.output(), last.map(squash -> squash.input(0)).orElse(raw));
        if (subject.scores() == ScoreKind.REGRESSION || output.shape().rank() != 1) {
            throw new IllegalArgumentException("a loss is defined on an output of [N, classes]; output "
                    + subject.output() + " is " + output.shape() + " a row"
                    + (subject.scores() == ScoreKind.REGRESSION ? ", and its card says regression" : ""));
        }
        if (raw.operation().filter(o -> o.key().equals("LogSoftmax")).isPresent()) {
            return output;
        }
        if (last.isEmpty() && (subject.scores().isProbability() || isSquashed(raw))) {
            return output.log();
        }
        boolean each = last.map(squash -> squash.key().equals("Sigmoid"))
                .orElse(subject.scores().isMultiLabel());
        return each ? logSigmoid(output) : logSoftmax(output);
    }

    /** Written so that large logits do not overflow. */
    private static Expr logSoftmax(Expr logits) {
        Expr shifted = logits.minus(logits.reduce("ReduceMax", true, 0));
        return shifted.minus(shifted.exp().sum().log());
    }

    /** The log softmax of each beside a logit of 0, shifted alike. */
    private static Expr logSigmoid(Expr logits) {
        Expr largest = logits.relu();
        Expr shifted = logits.minus(largest);
        return shifted.minus(shifted.exp().plus(largest.negate().exp()).log());
    }

    /** Whether a softmax or sigmoid has only been given another shape. */
    private static boolean isSquashed(Value value) {
        Optional<Operation> last = value.operation();
        while (last.filter(o -> SHAPING.contains(o.key())).isPresent()) {
            last = last.get().input(0).operation();
        }
        return last.filter(o -> SQUASHING.contains(o.key())).isPresent();
    }

    private static Optional<Operation> squashing(Value value) {
        return value.operation().filter(o -> SQUASHING.contains(o.key()));
    }
}
