package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.interpret.regression.Consensus;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several models agree on: their explanations of the same inputs, made comparable and averaged.
 *
 * <p>Li et al., 2023, arXiv:2109.00707, section 3; see {@link Consensus}. InterpretDL stops at the single explanations. Of a picture's attributions
 * the sizes are added over its channels first. As many passes as the inner algorithm takes, in each model.
 *
 * @param inner explains each model
 * @param others further models with the inputs as each takes them; the question brings the first
 * @param normalisation makes explanations comparable
 */
public record ModelConsensus(Interpretation inner, List<Member> others, Consensus normalisation)
        implements Interpretation {
    /**
     * A model of the committee.
     *
     * @param model has the same classes as the others
     * @param inputs the same rows as the question has
     */
    public record Member(Model model, Map<String, Tensor> inputs) {
        public Member {
            inputs = Map.copyOf(inputs);
        }

        /** The same for the same file. */
        @Override
        public String toString() {
            return model.digest();
        }
    }

    public ModelConsensus {
        others = List.copyOf(others);
    }

    @Override
    public String name() {
        return "consensus";
    }

    @Override
    public boolean mixesRows() {
        return inner.mixesRows();
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(model, question, one -> ofClass(model, one));
    }

    private Explanation ofClass(Model model, Question question) {
        Explanation first = inner.interpret(model, question);
        Target target = question.target() instanceof Target.Predicted
                ? Target.ofClass(
                        first.predicted().stream().mapToLong(Long::longValue).toArray())
                : question.target();
        List<Explanation> all = new ArrayList<>(List.of(first));
        for (Member member : others) {
            all.add(inner.interpret(
                    member.model(), question.with(member.inputs()).about(target)));
        }
        List<Tensor> sizes = all.stream().map(one -> sizes(one.attributions())).toList();
        List<Quality> each = all.stream().map(Explanation::quality).toList();
        Explanation answer = first.then(this, agreed(first, sizes));
        return answer.with(answer.quality()
                .reaching(
                        Quality.most(each),
                        each.stream().allMatch(Quality::complete),
                        each.stream().mapToDouble(Quality::seconds).sum()));
    }

    private Map<String, Tensor> agreed(Explanation first, List<Tensor> sizes) {
        Shape shape = sizes.get(0).shape();
        int rows = Math.toIntExact(shape.dim(0));
        int width = Math.toIntExact(shape.size() / rows);
        float[] mean = new float[rows * width];
        float[] agreement = new float[rows * sizes.size()];
        for (int row = 0; row < rows; row++) {
            List<double[]> explanations = row(sizes, row);
            double[] consensus = normalisation.of(explanations);
            for (int i = 0; i < width; i++) {
                mean[row * width + i] = (float) consensus[i];
            }
            for (int m = 0; m < sizes.size(); m++) {
                agreement[row * sizes.size() + m] = (float) normalisation.score(explanations.get(m), consensus);
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("attributions", Tensor.of(mean, shape.dims()));
        tensors.put("agreement", Tensor.of(agreement, rows, sizes.size()));
        first.tensor("score").ifPresent(score -> tensors.put("score", score));
        return tensors;
    }

    private static List<double[]> row(List<Tensor> sizes, int row) {
        return sizes.stream()
                .map(tensor -> tensor.rows(row, row + 1L).doubles())
                .toList();
    }

    /** Σ|a| over the channels of {@code [N, C, H, W]}, else |a|. */
    private static Tensor sizes(Tensor attributions) {
        Shape shape = attributions.shape();
        boolean picture = shape.rank() == 4;
        int channels = picture ? Math.toIntExact(shape.dim(1)) : 1;
        float[] values = attributions.floats();
        int plane = Math.toIntExact(shape.size() / shape.dim(0) / channels);
        float[] sizes = new float[values.length / channels];
        for (int i = 0; i < values.length; i++) {
            sizes[i / (plane * channels) * plane + i % plane] += Math.abs(values[i]);
        }
        return picture ? Tensor.of(sizes, shape.dim(0), shape.dim(2), shape.dim(3)) : Tensor.of(sizes, shape.dims());
    }
}
