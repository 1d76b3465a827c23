package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Target;
import java.util.Map;

/** An algorithm that gives each element of the input a number, by one equation. */
public interface InputAttribution extends Equation {
    /**
     * The equation, written for one row.
     *
     * @param f the model
     * @param x the explained input: a bundle of one tensor for each
     * @return attributions shaped like {@code x}
     */
    Expr attribute(Explained f, Expr x);

    @Override
    default Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        return inquiry.named(attribute(f, x));
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        return question.target() instanceof Target.Top top
                ? TopClasses.interpret(model, question, this, top.count())
                : Equation.super.interpret(model, question);
    }
}
