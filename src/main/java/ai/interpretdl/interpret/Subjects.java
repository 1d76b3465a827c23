package ai.interpretdl.interpret;

import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a question is about: the places of a model and its output, checked and completed by the card. */
final class Subjects {
    private Subjects() {}

    /** Where the question's inputs are explained: those it names, else all that can be. */
    static List<Seam> seams(Model model, Question question) {
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

    static Subject of(Model model, Question question, List<Seam> seams) {
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
                        output.equals(model.defaultOutput())
                                ? card.scores()
                                : card.scores().ofLogits(),
                        question.target())
                .with(question.part());
    }
}
