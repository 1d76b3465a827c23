package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Perturbing.Design;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Seeds from a question's own on, under which it is asked again.
 *
 * @param count how many
 */
record Seeds(int count) {
    /** The attributions under each seed. */
    List<Relevance> relevances(Claim claim, Interpretation algorithm) {
        if (algorithm instanceof Equation equation) {
            return ofEquation(claim, equation);
        }
        return algorithm instanceof Perturbing perturbing
                ? ofScores(claim.inquiry(), perturbing)
                : oneByOne(claim, algorithm);
    }

    private List<Relevance> ofEquation(Claim claim, Equation algorithm) {
        Inquiry inquiry = claim.inquiry(algorithm);
        Object what = List.of(this, algorithm, inquiry.question().elements());
        Map<String, Tensor> found = inquiry.run(what, f -> {
            Samples seed = f.samples(count);
            Map<String, Expr> all = new LinkedHashMap<>();
            algorithm
                    .results(inquiry, f.seeded(seed), f.input())
                    .forEach((name, result) -> all.put(name, result.stack(seed)));
            return all;
        });
        boolean whole = inquiry.subject().isWhole();
        Inquiry measured = claim.inquiry();
        return IntStream.range(0, count)
                .mapToObj(i -> Relevance.of(measured, ofSeed(whole, found, i)))
                .toList();
    }

    /** Of tensors {@code [N, seeds, …]}, without a batch axis {@code [seeds, …]}, what one seed gives. */
    private Map<String, Tensor> ofSeed(boolean whole, Map<String, Tensor> all, int seed) {
        int own = whole ? 1 : 2;
        Map<String, Tensor> one = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            Shape rest = tensor.shape().slice(own, tensor.shape().rank());
            long rows = tensor.shape().size() / rest.size() / count;
            Tensor flat = tensor.reshape(Shape.of(rows * count).concat(rest).dims());
            one.put(
                    name,
                    Tensor.concat(LongStream.range(0, rows)
                            .map(row -> row * count + seed)
                            .mapToObj(at -> flat.rows(at, at + 1))
                            .toList()));
        });
        return one;
    }

    /** One program scores what each seed hides. */
    private List<Relevance> ofScores(Inquiry inquiry, Perturbing algorithm) {
        long first = inquiry.question().run().seed();
        Segments segments = algorithm.segments(inquiry);
        List<Design> designs = IntStream.range(0, count)
                .mapToObj(i -> algorithm.design(segments.features(), first + i))
                .toList();
        List<Tensor> shares = designs.stream().map(Design::shares).toList();
        List<double[][]> scores = Perturbation.scores(inquiry, segments, shares, algorithm.baseline());
        return IntStream.range(0, count)
                .mapToObj(i -> designs.get(i).finish().of(inquiry, segments, scores.get(i)))
                .map(tensors -> Relevance.of(inquiry, tensors))
                .toList();
    }

    private List<Relevance> oneByOne(Claim claim, Interpretation algorithm) {
        Inquiry inquiry = claim.inquiry();
        long first = claim.question().run().seed();
        return IntStream.range(0, count)
                .mapToObj(i -> claim.question().seeded(first + i))
                .map(seeded -> Relevance.of(inquiry, algorithm.interpret(claim.model(), seeded)))
                .toList();
    }
}
