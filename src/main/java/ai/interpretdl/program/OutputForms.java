package ai.interpretdl.program;

import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Value;
import java.util.Optional;

/** A model's output as it is, before its softmax or sigmoid, or after one. */
final class OutputForms {
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
        if (subject.multiLabel()) {
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

    private static Optional<Operation> squashing(Value value) {
        return value.operation()
                .filter(o -> o.key().equals("Softmax") || o.key().equals("Sigmoid"));
    }
}
