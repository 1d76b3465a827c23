package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Fingerprint;
import java.util.List;

/** Digest of model, inputs, parameters and seed. Tensors count by their contents, also those within parameters. */
final class AnswerId {
    private AnswerId() {}

    static String of(Model model, Question question, String algorithm, Object parameters) {
        return of(List.of(
                model,
                algorithm,
                parameters,
                question.target(),
                question.kind(),
                question.output(),
                question.explain(),
                question.elements(),
                question.run().seed(),
                question.inputs()));
    }

    /** Of whatever an answer depends on. */
    static String of(List<?> parts) {
        return Fingerprint.of(parts).text();
    }
}
