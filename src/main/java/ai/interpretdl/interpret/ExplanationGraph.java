package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.ProgramGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * An algorithm about a model as one ordinary ONNX model: what it explains goes in, attributions come out. The model, its backward pass and the
 * loop over samples are nodes of it, and any runtime of ONNX runs it without this library.
 *
 * <p>Its inputs have the names, types and shapes of the question's, rows included. Besides there are {@code target}, the class of each row as INT64
 * {@code [N]} (of a margin {@code target.over} and {@code target.under}), and of an algorithm that draws at random the {@code seed}, INT64 without
 * axes. Its outputs are what the algorithm's equation gives, such as {@code attributions.<input>}; where the algorithm tells the error of a mean
 * of samples also {@code variance.attributions.<input>}, the variance of that mean.
 */
public final class ExplanationGraph {
    private final Model model;
    private final ProgramGraph graph;

    private ExplanationGraph(Model model, ProgramGraph graph) {
        this.model = model;
        this.graph = graph;
    }

    /**
     * @param question whose inputs tell the shapes, and whose target what is explained: a class, which is fed, or anything else
     * @throws IllegalArgumentException when the question does not fit the model, or has several rows which this model does not take at once
     * @throws ai.interpretdl.autodiff.UnsupportedOperatorException when the model cannot be differentiated as the algorithm asks
     */
    public static ExplanationGraph of(Model model, Equation algorithm, Question question) {
        if (RowByRow.questions(model, question).size() > 1) {
            throw new IllegalArgumentException(
                    "this model takes one row a call: export a question of one row, not of " + question.rows());
        }
        Inquiry inquiry = Inquiry.of(model, algorithm.asked(model, question));
        return new ExplanationGraph(
                model,
                inquiry.exported(
                        List.of(algorithm, inquiry.question().elements()),
                        f -> algorithm.results(inquiry, f, f.input())));
    }

    /** Writes it with all weights: where that is more than 2 GiB, into a second file beside it. */
    public void write(Path file) {
        graph.write(file);
    }

    /**
     * Writes it without the model's weights, which are read from the model's own file.
     *
     * @param name of the file, which comes to lie in the model's folder: ONNX knows no other way to refer to weights
     * @return the file
     */
    public Path writeBeside(String name) {
        Path folder = Objects.requireNonNull(model.file().toAbsolutePath().getParent());
        Path file = folder.resolve(name);
        graph.writeReferring(file);
        return file;
    }
}
