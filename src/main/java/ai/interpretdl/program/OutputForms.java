package ai.interpretdl.program;

import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Value;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

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
            case LOGIT -> call.unfold(subject.output(), logits(call, raw, subject.output()));
            case PROBABILITY -> probabilities(call, raw, subject);
        };
    }

    /** What is squashed, in the shape and type of the output. */
    private static Value logits(ModelCall call, Value raw, String name) {
        Operation squash = squashed(raw)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "output " + name
                                        + " does not end in a softmax or sigmoid, so it has no logits to go back to; ask for output raw"));
        return call.instead(raw, squash.output(0), squash.input(0));
    }

    private static Expr probabilities(ModelCall call, Value raw, Subject subject) {
        if (subject.scores() == ScoreKind.REGRESSION) {
            throw new IllegalArgumentException(
                    "output " + subject.output()
                            + " has no probabilities: the model's card says that its scores are a regression; ask for output raw");
        }
        Expr output = call.unfold(subject.output(), raw);
        if (subject.scores().isProbability() || squashed(raw).isPresent()) {
            return output;
        }
        if (subject.scores().isMultiLabel() || output.shape().rank() == 0) {
            return output.sigmoid();
        }
        if (output.shape().rank() == 1) {
            return output.softmax();
        }
        requireFirstAxis(subject, output.shape().rank());
        return softmaxOfMaps(output);
    }

    /** Classes lie along the axis of which the predicted one is taken: axis 1, counted with the batch. */
    private static void requireFirstAxis(Subject subject, int rank) {
        if (subject.target() instanceof Target.OfClass target) {
            int axis = target.axis() < 0 ? target.axis() + rank + 1 : target.axis();
            if (axis != 1) {
                throw new IllegalArgumentException("target has its classes along axis " + axis + " of output "
                        + subject.output() + ", but probabilities are taken over axis 1; ask for output raw");
            }
        }
    }

    /** Over the classes of {@code [K, …]}, each place for itself. */
    private static Expr softmaxOfMaps(Expr logits) {
        int rank = logits.shape().rank();
        int[] classesLast = IntStream.range(0, rank).map(i -> (i + 1) % rank).toArray();
        int[] classesFirst =
                IntStream.range(0, rank).map(i -> (i + rank - 1) % rank).toArray();
        return logits.transpose(classesLast).softmax().transpose(classesFirst);
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
        if (last.isEmpty() && (subject.scores().isProbability() || squashed(raw).isPresent())) {
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

    /** The softmax or sigmoid that has only been given another shape or floating type. */
    private static Optional<Operation> squashed(Value value) {
        Optional<Operation> last = value.operation();
        while (last.filter(OutputForms::isShaping).isPresent()) {
            last = last.get().input(0).operation();
        }
        return last.filter(o -> SQUASHING.contains(o.key()));
    }

    private static boolean isShaping(Operation o) {
        return SHAPING.contains(o.key()) && o.output(0).type().isFloating();
    }

    private static Optional<Operation> squashing(Value value) {
        return value.operation().filter(o -> SQUASHING.contains(o.key()));
    }
}
