package ai.interpretdl.interpret;

import ai.interpretdl.program.Cancellation;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Progress;
import ai.interpretdl.program.RowOf;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a model: which inputs, and which number of its output.
 *
 * @param inputs every input by name, rows first: {@code [N, …]}
 * @param target which number; the predicted class unless said
 * @param kind in which form the output is explained; as the card says, else raw
 * @param output name of the output; as the card says, else the first
 * @param explain names of the inputs or weights that get attributions; all float inputs, or the tokens, when empty
 * @param elements whether tokens keep their embedding axis instead of one number each
 * @param run seed, progress, cancelling
 * @param part which row of a larger question this is
 */
public record Question(
        Map<String, Tensor> inputs,
        Target target,
        Optional<OutputKind> kind,
        Optional<String> output,
        List<String> explain,
        boolean elements,
        Engine.Run run,
        Optional<RowOf> part) {
    public Question {
        inputs = Map.copyOf(inputs);
        explain = List.copyOf(explain);
    }

    /** A question of its own. */
    public Question(
            Map<String, Tensor> inputs,
            Target target,
            Optional<OutputKind> kind,
            Optional<String> output,
            List<String> explain,
            boolean elements,
            Engine.Run run) {
        this(inputs, target, kind, output, explain, elements, run, Optional.empty());
    }

    /** The predicted class, with seed 0. */
    public static Question of(Map<String, Tensor> inputs) {
        return new Question(
                inputs, Target.predicted(), Optional.empty(), Optional.empty(), List.of(), false, Engine.Run.seeded(0));
    }

    /** The number N of rows. */
    public int rows() {
        return Math.toIntExact(inputs.values().stream()
                .filter(tensor -> tensor.shape().rank() > 0)
                .mapToLong(tensor -> tensor.shape().dim(0))
                .max()
                .orElse(1));
    }

    /** The same about one row. */
    public Question row(int row) {
        Map<String, Tensor> one = new HashMap<>();
        inputs.forEach(
                (name, tensor) -> one.put(name, tensor.shape().rank() == 0 ? tensor : tensor.rows(row, row + 1)));
        Target own = target;
        if (target instanceof Target.OfClass c && c.classes().size() > 1) {
            own = new Target.OfClass(List.of(c.classes().get(row)), c.axis());
        } else if (target instanceof Target.Loss loss && loss.classes().size() > 1) {
            own = Target.loss(loss.classes().get(row));
        }
        Question single = with(one).about(own);
        return rows() == 1 ? single : single.being(new RowOf(row, rows()));
    }

    /** The same, no longer as a row of another: with baselines and segments that were made for its rows alone. */
    public Question alone() {
        return new Question(inputs, target, kind, output, explain, elements, run);
    }

    private Question being(RowOf other) {
        return new Question(inputs, target, kind, output, explain, elements, run, Optional.of(other));
    }

    public Question about(Target other) {
        return new Question(inputs, other, kind, output, explain, elements, run, part);
    }

    public Question with(Map<String, Tensor> other) {
        return new Question(other, target, kind, output, explain, elements, run, part);
    }

    public Question as(OutputKind other) {
        return new Question(inputs, target, Optional.of(other), output, explain, elements, run, part);
    }

    public Question of(String outputName) {
        return new Question(inputs, target, kind, Optional.of(outputName), explain, elements, run, part);
    }

    public Question explaining(List<String> names) {
        return new Question(inputs, target, kind, output, names, elements, run, part);
    }

    /** Attributions of tokens keep the embedding axis. */
    public Question byElements() {
        return new Question(inputs, target, kind, output, explain, true, run, part);
    }

    public Question seeded(long seed) {
        return with(run.with(seed));
    }

    public Question telling(Progress progress) {
        return with(run.with(progress));
    }

    public Question stoppedBy(Cancellation cancellation) {
        return with(run.with(cancellation));
    }

    private Question with(Engine.Run other) {
        return new Question(inputs, target, kind, output, explain, elements, other, part);
    }
}
