package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Perturbing.Design;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Seeds from a question's own on, under which it is asked again.
 *
 * @param count how many
 */
record Seeds(int count) {
    /** The attributions under each seed. */
    List<Relevance> relevances(Claim claim, Interpretation algorithm) {
        Optional<Staged> staged = Staged.of(algorithm);
        if (staged.isEmpty()) {
            return oneByOne(claim, algorithm);
        }
        return algorithm instanceof Perturbing perturbing
                ? ofScores(claim.inquiry(), perturbing)
                : ofDraws(claim, staged.get());
    }

    /** One program draws under each seed. */
    private List<Relevance> ofDraws(Claim claim, Staged algorithm) {
        Inquiry inquiry = claim.inquiry(algorithm);
        Stage stage = algorithm.stage(inquiry, claim.question().run().seed());
        Map<String, Tensor> found = inquiry.run(List.of(this, stage.what()), stage.given(), stage.tables(), f -> {
            Samples seed = f.samples(count);
            return Stacked.along(seed, stage.results().of(f.seeded(seed), f.input()));
        });
        Stacked stacked = new Stacked(found, count, inquiry.subject().isWhole());
        Inquiry measured = claim.inquiry();
        return IntStream.range(0, count)
                .mapToObj(i -> Relevance.of(measured, stage.finish().of(stacked.at(i))))
                .toList();
    }

    /** One program scores what each seed hides. */
    private List<Relevance> ofScores(Inquiry inquiry, Perturbing algorithm) {
        long first = inquiry.question().run().seed();
        Segments segments = algorithm.segments(inquiry);
        List<Design> designs = IntStream.range(0, count)
                .mapToObj(i -> algorithm.design(segments, first + i))
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
