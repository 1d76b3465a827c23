package ai.interpretdl.interpret;

import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A question on its way to an answer: the subject is resolved, the model has been run once, and the predicted class is known.
 *
 * <p>Scores are read off that forward run, whose session serves every algorithm, instead of a second copy of the model in each program.
 */
public final class Inquiry {
    private final Model model;
    private final Question question;
    private final List<Seam> seams;
    private final Subject subject;
    private final List<Long> predicted;
    private final Tensor output;
    private double seconds;
    private long samples;
    private boolean complete = true;

    private Inquiry(Model model, Question question, List<Seam> seams) {
        this.model = model;
        this.question = question;
        this.seams = seams;
        Subject open = subject(model, question, seams);
        this.output = forward(open);
        this.predicted = Prediction.classes(output, open);
        this.subject = open.with(question.target() instanceof Target.Predicted ? target() : question.target());
    }

    private Inquiry(Inquiry same, Target other) {
        this.model = same.model;
        this.question = same.question;
        this.seams = same.seams;
        this.subject = same.subject.with(other);
        this.predicted = same.predicted;
        this.output = same.output;
    }

    /** Explains the question's inputs at its seams: float inputs, or the embedding of tokens. */
    public static Inquiry of(Model model, Question question) {
        model.check(question.inputs());
        return new Inquiry(model, question, seams(model, question));
    }

    private static List<Seam> seams(Model model, Question question) {
        List<Seam> all = model.seams();
        if (question.explain().isEmpty() && all.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing of this model can be explained: it has neither a float input nor an embedding");
        }
        if (question.explain().isEmpty()) {
            return all;
        }
        List<Seam> chosen = new ArrayList<>();
        for (String name : question.explain()) {
            chosen.add(all.stream()
                    .filter(seam -> seam.input().equals(name))
                    .findFirst()
                    .or(() -> model.embedding().filter(seam -> seam.input().equals(name)))
                    .or(() -> Optional.of(name).filter(model::isWeight).map(weight -> new Seam(weight, weight)))
                    .orElseThrow(
                            () -> new IllegalArgumentException("explain names [" + name + "]; this model can explain "
                                    + all.stream().map(Seam::input).toList() + " and its weights")));
        }
        return chosen;
    }

    private static Subject subject(Model model, Question question, List<Seam> seams) {
        Card card = model.card().orElse(Card.NONE);
        String output = question.output().orElseGet(model::defaultOutput);
        boolean inner = model.graph().producer(output).isPresent();
        if (!inner && model.outputs().stream().noneMatch(port -> port.name().equals(output))) {
            throw new IllegalArgumentException("output_name [" + output + "] is no output of the model; it has "
                    + model.outputs().stream().map(port -> port.name()).toList());
        }
        return model.subject(
                question.inputs(),
                seams,
                output,
                question.kind().orElse(card.explain()),
                card.scores().isMultiLabel(),
                question.target());
    }

    private Target target() {
        if (predicted.isEmpty()) {
            return Target.sum();
        }
        return Target.ofClass(predicted.stream().mapToLong(Long::longValue).toArray());
    }

    private Tensor forward(Subject open) {
        return one(open, f -> f.output(f.input()));
    }

    private Tensor one(Subject about, Function<Explained, Expr> result) {
        Engine.Outcome outcome =
                model.engine().run(Engine.source(about, f -> Map.of("y", result.apply(f))), question.run());
        seconds += outcome.seconds();
        return Objects.requireNonNull(outcome.outputs().get("y"));
    }

    /** Runs a program on the subject. Counts its samples and seconds. */
    public Map<String, Tensor> run(Function<Explained, Map<String, Expr>> results) {
        Engine.Outcome outcome = model.engine().run(Engine.source(subject, results), question.run());
        seconds += outcome.seconds();
        samples += outcome.samples();
        complete &= outcome.complete();
        return outcome.outputs();
    }

    public Model model() {
        return model;
    }

    public Question question() {
        return question;
    }

    public Subject subject() {
        return subject;
    }

    public List<Seam> seams() {
        return seams;
    }

    /** The class with the largest output for each row; empty where the output has no classes. */
    public List<Long> predicted() {
        return predicted;
    }

    /** The output that is explained, in the form asked for. */
    public Tensor output() {
        return output;
    }

    /** The target's score for each row, {@code [N]}. */
    public Tensor score() {
        return scoreOf(output);
    }

    /** The target's score of outputs, {@code [N]}. */
    private Tensor scoreOf(Tensor outputs) {
        return one(subject, f -> f.scoreOf(f.givenRows("output", outputs)));
    }

    /** The classes with the largest outputs, the largest of each row first: a target for each rank. */
    public List<Target.OfClass> ranked(int count) {
        List<List<Long>> rows = Prediction.ranked(output, subject, count);
        return IntStream.range(0, count)
                .mapToObj(rank -> new Target.OfClass(
                        rows.stream().map(row -> row.get(rank)).toList()))
                .toList();
    }

    /** The same inquiry about another target; the model is not run again. */
    Inquiry about(Target other) {
        return new Inquiry(this, other);
    }

    /** The score at a baseline, averaged over several, {@code [N]}. */
    public Tensor scoreAt(Baseline baseline) {
        return one(subject, f -> {
            Baseline.Start start = baseline.of(f, f.input());
            return start.mean(f.score(start.value()));
        });
    }

    /** Adds score, baseline score and what attributions miss of their difference. */
    public void addCompleteness(Baseline baseline, Map<String, Tensor> tensors) {
        Completeness.add(this, baseline, tensors);
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
                Explanation.nonFinite(named));
        return new Explanation(algorithm, named, predicted, quality);
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
