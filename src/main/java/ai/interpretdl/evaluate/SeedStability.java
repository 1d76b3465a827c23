package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Staged;
import java.util.List;

/**
 * How much of an explanation is chance: attributions under several seeds, compared with each other.
 *
 * <p>Numbers: {@code stability}, the mean Spearman correlation of all pairs (1: the seed does not matter); {@code deviation}, the standard
 * deviation of an element over the seeds, averaged, divided by the mean size of an attribution. Slack et al., 2021, arXiv:2008.05030, show
 * why it is worth asking. Costs {@code seeds} explanations: of an algorithm that is {@link Staged} in one program, which loops over the seeds
 * around the algorithm's own samples and does once what no seed changes, or scores what each seed hides; of any other, which decides by the
 * model's answers what to ask next, one after the other. All results are kept to be compared, of what hides features also which features each
 * sample hides, and nothing else grows with the seeds.
 *
 * @param seeds how many, from the question's own on
 */
public record SeedStability(int seeds) implements Evaluation {
    public SeedStability {
        if (seeds < 2) {
            throw new IllegalArgumentException("seeds is " + seeds + ": two or more can be compared");
        }
    }

    @Override
    public String name() {
        return "stability";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.asked(name(), (single, algorithm, answer) -> {
            List<Relevance> runs = new Seeds(seeds).relevances(single, algorithm);
            for (int row = 0; row < runs.get(0).rows(); row++) {
                int of = row;
                List<double[]> own = runs.stream().map(run -> run.elements(of)).toList();
                answer.number("stability", agreement(own)).number("deviation", deviation(own));
            }
        });
    }

    private static double agreement(List<double[]> runs) {
        List<double[]> ranks = runs.stream().map(Correlation::ranks).toList();
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < runs.size(); i++) {
            for (int j = 0; j < i; j++, pairs++) {
                sum += Correlation.PEARSON.of(ranks.get(i), ranks.get(j));
            }
        }
        return sum / pairs;
    }

    private static double deviation(List<double[]> runs) {
        int elements = runs.get(0).length;
        double deviations = 0;
        double sizes = 0;
        for (int e = 0; e < elements; e++) {
            double mean = 0;
            for (double[] run : runs) {
                mean += run[e] / runs.size();
                sizes += Math.abs(run[e]) / runs.size();
            }
            double squares = 0;
            for (double[] run : runs) {
                squares += (run[e] - mean) * (run[e] - mean);
            }
            deviations += Math.sqrt(squares / (runs.size() - 1));
        }
        return sizes == 0 ? 0 : deviations / sizes;
    }
}
