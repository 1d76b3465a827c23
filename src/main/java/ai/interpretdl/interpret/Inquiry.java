package ai.interpretdl.interpret;

import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.ProgramGraph;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A question on its way to an answer: the subject is resolved, and what the model says of the input itself is known to whoever asks.
 *
 * <p>The model is run for that once, when first something depends on it: the predicted class where that is the target, the score of an answer.
 * Scores are read off that forward run, whose session serves every algorithm, instead of a second copy of the model in each program. Only
 * what runs the model on the input itself gets all of that out of its own program.
 */
public final class Inquiry {
    private static final String OUTPUT = "inquiry.output";
    private static final String PREDICTED = "inquiry.predicted";
    private static final String SCORE = "inquiry.score";
    /** The only result of a program. */
    private static final String Y = "y";

    private final Model model;
    private final Question question;
    private final List<Seam> seams;
    private final boolean atInput;
    /** Knows what the model says, where this is about one of its rows. */
    private final @Nullable Inquiry whole;

    private Subject subject;
    private @Nullable Forward forward;
    private @Nullable Tensor score;
    private double seconds;
    private long samples;
    private boolean complete = true;

    /** What the model says of the input itself. */
    private record Forward(Tensor output, List<Long> predicted) {}

    private Inquiry(
            Model model,
            Question question,
            List<Seam> seams,
            boolean atInput,
            @Nullable Inquiry whole,
            Subject subject,
            @Nullable Forward forward) {
        this.model = model;
        this.question = question;
        this.seams = seams;
        this.atInput = atInput;
        this.whole = whole;
        this.subject = subject;
        this.forward = forward;
    }

    /** Explains the question's inputs at its seams: float inputs, or the embedding of tokens. */
    public static Inquiry of(Model model, Question question) {
        return of(model, question, false);
    }

    /** As {@link #of}, for an algorithm whose first program runs the model on the input itself: that run tells the output as well. */
    public static Inquiry ofInput(Model model, Question question) {
        return of(model, question, true);
    }

    private static Inquiry of(Model model, Question question, boolean atInput) {
        model.check(question.inputs());
        List<Seam> seams = Subjects.seams(model, question);
        return new Inquiry(model, question, seams, atInput, null, Subjects.of(model, question, seams), null);
    }

    private Forward forward() {
        Forward known = forward;
        if (known == null) {
            Tensor output = whole == null ? one(outputSource()) : ownRow(whole.output());
            known = know(output, Prediction.classes(output, subject));
        }
        return known;
    }

    private Forward know(Tensor output, List<Long> predicted) {
        Forward known = new Forward(output, predicted);
        forward = known;
        if (question.target() instanceof Target.Predicted) {
            subject = subject.with(
                    predicted.isEmpty()
                            ? Target.sum()
                            : Target.ofClass(predicted.stream()
                                    .mapToLong(Long::longValue)
                                    .toArray()));
        }
        return known;
    }

    /** The same for all targets. */
    private Engine.Source outputSource() {
        return Engine.source(subject.with(Target.sum()), OUTPUT, Map.of(), f -> Map.of(Y, f.output(f.input())));
    }

    /** From the output that is known already; a loss is told from the logits, whatever form that is in. */
    private Engine.Source scoreSource() {
        if (question.target() instanceof Target.Loss) {
            return source(subject(), SCORE, Map.of(), f -> Map.of(Y, f.score(f.input())));
        }
        Tensor output = output();
        return source(
                subject(), SCORE, Map.of("output", output), f -> Map.of(Y, f.scoreOf(f.givenRows("output", output))));
    }

    /** What the model says of the input itself, by the programs that tell it to who does not know it. */
    Map<Engine.Source, Map<String, Tensor>> told() {
        return Map.of(outputSource(), Map.of(Y, output()), scoreSource(), Map.of(Y, score()));
    }

    private Tensor one(Engine.Source source) {
        Engine.Outcome outcome = model.engine().run(source, question.run());
        seconds += outcome.seconds();
        return Objects.requireNonNull(outcome.outputs().get(Y));
    }

    /** A program that is the same whenever the same is asked of inputs of the same shapes. */
    private Engine.Source source(
            Subject asked, Object what, Map<String, Tensor> given, Function<Explained, Map<String, Expr>> results) {
        return Engine.source(asked, form(what), given, results);
    }

    /** Runs a program on the subject. Counts its samples and seconds. */
    public Map<String, Tensor> run(Function<Explained, Map<String, Expr>> results) {
        return known(results, Engine::source);
    }

    /**
     * Runs a program that is not written again when the same was asked of inputs of the same shapes.
     *
     * @param what equal for equal results: the algorithm with its hyperparameters, and what it reads of the question
     */
    public Map<String, Tensor> run(Object what, Function<Explained, Map<String, Expr>> results) {
        return run(what, Map.of(), Map.of(), results);
    }

    /**
     * The same with numbers that differ from one such program to the next.
     *
     * @param given by the names under which the results hand them in
     * @param tables whose rows belong to samples, by the names under which the results hand them in
     */
    public Map<String, Tensor> run(
            Object what,
            Map<String, Tensor> given,
            Map<String, TableRows> tables,
            Function<Explained, Map<String, Expr>> results) {
        Object also = tellsOutput() ? List.of(what, OUTPUT) : what;
        return known(results, (asked, all) -> Engine.source(asked, form(also), given, tables, all));
    }

    /** Also the layer that the card names, for who asks for the default one: a card may change beside the same file. */
    private Object form(Object what) {
        return List.of(what, question.target(), model.card().flatMap(Card::layer));
    }

    /** The program of {@link #run(Object, Function)} as one graph; inputs and target are its inputs. */
    public ProgramGraph exported(Object what, Function<Explained, Map<String, Expr>> results) {
        Engine.Source source = source(subject(), what, Map.of(), results);
        return model.engine().program(source).exported(source.feeds().keySet());
    }

    /** Whether the next program tells what the model says of the input itself. */
    private boolean tellsOutput() {
        return atInput && forward == null;
    }

    /** What a run finds; of the first at the input also what the model says of that, unless it is known. */
    private Map<String, Tensor> known(
            Function<Explained, Map<String, Expr>> results,
            BiFunction<Subject, Function<Explained, Map<String, Expr>>, Engine.Source> source) {
        boolean tells = tellsOutput();
        Engine.Source asked =
                tells ? source.apply(subject, f -> besides(results, f)) : source.apply(subject(), results);
        Engine.Outcome outcome = model.engine().run(asked, question.run());
        seconds += outcome.seconds();
        samples += outcome.samples();
        complete &= outcome.complete();
        if (!tells) {
            return outcome.outputs();
        }
        Map<String, Tensor> found = new LinkedHashMap<>(outcome.outputs());
        Tensor output = Objects.requireNonNull(found.remove(OUTPUT));
        Tensor predicted = found.remove(PREDICTED);
        score = found.remove(SCORE);
        know(
                output,
                predicted == null
                        ? List.of()
                        : Arrays.stream(predicted.longs()).boxed().toList());
        return found;
    }

    /** Also what the model says of the input itself. */
    private static Map<String, Expr> besides(Function<Explained, Map<String, Expr>> results, Explained f) {
        Map<String, Expr> all = new LinkedHashMap<>(results.apply(f));
        Expr output = f.output(f.input());
        all.put(OUTPUT, output);
        all.put(SCORE, f.score(f.input()));
        if (output.shape().rank() > 0) {
            all.put(PREDICTED, f.predicted());
        }
        return all;
    }

    public Model model() {
        return model;
    }

    public Question question() {
        return question;
    }

    public Subject subject() {
        if (question.target() instanceof Target.Predicted) {
            forward();
        }
        return subject;
    }

    public List<Seam> seams() {
        return seams;
    }

    /** The class with the largest output for each row; empty where the output has no classes. */
    public List<Long> predicted() {
        return forward().predicted();
    }

    /** The output that is explained, in the form asked for. */
    public Tensor output() {
        return forward().output();
    }

    /** The target's score for each row, {@code [N]}. */
    public Tensor score() {
        Tensor known = score;
        if (known == null) {
            known = whole == null ? one(scoreSource()) : ownRow(whole.score());
            score = known;
        }
        return known;
    }

    /** The classes with the largest outputs, the largest of each row first: a target for each rank. */
    public List<Target.OfClass> ranked(int count) {
        List<List<Long>> rows = Prediction.ranked(output(), subject, count);
        return IntStream.range(0, count)
                .mapToObj(rank -> new Target.OfClass(
                        rows.stream().map(row -> row.get(rank)).toList()))
                .toList();
    }

    /** The same inquiry about another target; the model is not run again. */
    public Inquiry about(Target other) {
        return new Inquiry(model, question, seams, atInput, whole, subject.with(other), forward());
    }

    /** The score at a baseline, averaged over several, {@code [N]}. */
    public Tensor scoreAt(Baseline baseline) {
        return one(source(subject(), List.of(SCORE, baseline), Map.of(), f -> {
            Baseline.Start start = baseline.of(f, f.input());
            return Map.of(Y, start.mean(f.score(start.value())));
        }));
    }

    /** Adds score, baseline score and what attributions miss of their difference. */
    public void addCompleteness(Baseline baseline, Map<String, Tensor> tensors) {
        Completeness.add(this, baseline, tensors);
    }

    /** The same inquiry about one of its rows; what the model says of that is read off what it says of all. */
    public Inquiry row(int row) {
        if (subject.rows() == 1) {
            return this;
        }
        Question one = question.row(row);
        Subject own = subject.with(one.inputs()).with(one.target()).with(one.part());
        return new Inquiry(model, one, seams, false, this, own, null);
    }

    private Tensor ownRow(Tensor all) {
        return question.part().orElseThrow().of(all);
    }

    /** The answer that these tensors make; expressions of tokens are summed over the embedding unless asked for. */
    public Explanation answer(String algorithm, Object parameters, Map<String, Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>(tensors);
        named.computeIfAbsent("score", any -> score());
        Quality quality = new Quality(
                model.device(),
                seconds,
                samples,
                complete,
                question.run().seed(),
                model.digest(),
                AnswerId.of(model, question, algorithm, parameters),
                Explanation.nonFinite(named),
                Explanation.error(named));
        return new Explanation(algorithm, named, predicted(), quality);
    }

    /** Names for a bundle of attributions, one for each explained input. */
    public Map<String, Expr> named(Expr attributions) {
        Map<String, Expr> named = new LinkedHashMap<>();
        for (int i = 0; i < seams.size(); i++) {
            Expr one = attributions.get(i);
            boolean tokens = seams.get(i).isEmbedding() && !question.elements();
            named.put(
                    "attributions." + seams.get(i).input(),
                    tokens ? one.sum(one.shape().rank() - 1) : one);
        }
        return named;
    }
}
