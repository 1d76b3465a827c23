package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * An algorithm that samples, in rounds that are averaged, until its error is small enough or its time is over.
 *
 * <p>Rounds differ in their seeds, {@code seed}, {@code seed + 1}, …, so that their spread tells the standard error of the average: the largest one,
 * as a share of the largest attribution, is what {@code tolerance} bounds and what the answer tells as {@code error}. Only the average is kept. A
 * time that ends the run makes the answer depend on the machine, and it says that it is not complete.
 *
 * <p>Means of samples are what all samples together would give. What is {@link OfMoments}, such as a variance, is made of the averages of its
 * moments, and is so too. Everything else, ratios and fits as those of Sobol indices, HSIC and LIME, is an average of independent estimates, each by
 * the samples of one round. Numbers that cannot be averaged, such as an order of features, are left out where rounds differ.
 *
 * @param round the algorithm with the samples of one round
 * @param rounds the most of them
 * @param budget what ends them earlier
 */
public record Anytime(Interpretation round, int rounds, Budget budget) implements Interpretation {
    /** Few make a poor estimate of the error, many small samples. */
    private static final int ROUNDS = 10;

    public Anytime {
        Require.positive(rounds, "rounds");
    }

    public Anytime(Interpretation round, int rounds, double maxSeconds, double tolerance) {
        this(round, rounds, new Budget(maxSeconds, tolerance));
    }

    /**
     * Ten rounds of a tenth of the samples; fewer where a round would have too few.
     *
     * @param least the fewest samples of a round
     * @param algorithm with a number of samples
     */
    public static Anytime of(int samples, int least, Budget budget, IntFunction<? extends Interpretation> algorithm) {
        int round = Math.max(least, ceiling(samples, ROUNDS));
        return new Anytime(algorithm.apply(round), ceiling(samples, round), budget);
    }

    private static int ceiling(int number, int divisor) {
        return -Math.floorDiv(-number, divisor);
    }

    @Override
    public String name() {
        return round.name();
    }

    @Override
    public boolean mixesRows() {
        return round.mixesRows() || !budget.isNone();
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return round instanceof OfMoments sampled
                ? TopClasses.each(model, question, one -> joined(model, one, sampled))
                : all(model, question, round, new Rounds(Rounds.Average.MEAN));
    }

    private Explanation joined(Model model, Question question, OfMoments sampled) {
        Rounds joined = new Rounds(sampled.statistic());
        Explanation found = all(model, question.byElements(), sampled.moments(), joined);
        return question.elements() ? found : found.having(TokenSums.of(Inquiry.of(model, question), found.tensors()));
    }

    private Explanation all(Model model, Question question, Interpretation each, Rounds taken) {
        long started = System.nanoTime();
        Told told = new Told(question.run().progress(), rounds);
        Explanation first = each.interpret(model, question.telling(told));
        taken.add(first);
        boolean stopped = !first.quality().complete() || told.isOver(first, taken.error());
        while (taken.count() < rounds && !stopped && !isEnough(taken) && !budget.isOver(started)) {
            long seed = Math.addExact(question.run().seed(), taken.count());
            Explanation more = each.interpret(model, question.seeded(seed).telling(told));
            stopped = !more.quality().complete();
            if (!stopped) {
                taken.add(more);
                stopped = told.isOver(more, taken.error());
            }
        }
        boolean complete = first.quality().complete() && (taken.count() == rounds || isEnough(taken));
        Explanation whole = first.then(this, taken.tensors());
        return whole.with(whole.quality()
                .taking(first.quality().samples() * taken.count())
                .reaching(reached(taken), complete, Budget.seconds(started)));
    }

    private boolean isEnough(Rounds taken) {
        return budget.isEnough(taken.error());
    }

    private static Map<String, Double> reached(Rounds taken) {
        Map<String, Double> reached = new LinkedHashMap<>(Map.of("rounds", (double) taken.count()));
        if (taken.isErrorKnown()) {
            reached.put("error", taken.error());
        }
        return reached;
    }

    /** Whoever listens is told of all rounds as of one run, whatever programs a round has. */
    private static final class Told implements Progress {
        private final Progress listener;
        private final int rounds;
        private int before;
        private double error = Double.NaN;
        private double fraction;

        Told(Progress listener, int rounds) {
            this.listener = listener;
            this.rounds = rounds;
        }

        @Override
        public Verdict at(long done, long total) {
            State state = new State(before * total + done, rounds * total, error);
            // every program of a round begins anew, and no listener is told of less than before
            if (state.fraction() < fraction) {
                return Verdict.GO_ON;
            }
            fraction = state.fraction();
            return listener.at(state);
        }

        /** Tells that a round is over. */
        boolean isOver(Explanation round, double reached) {
            before++;
            error = reached;
            long samples = Math.max(1, round.quality().samples());
            State state = new State(before * samples, rounds * samples, error);
            fraction = state.fraction();
            return listener.at(state) == Verdict.STOP;
        }
    }
}
