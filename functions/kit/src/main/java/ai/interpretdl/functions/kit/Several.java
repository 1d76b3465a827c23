package ai.interpretdl.functions.kit;

import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Together;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Several algorithms about one input: what the model is asked only once, and whom an error is about. */
final class Several {
    private final List<Call> calls;
    private final List<Ready> readies = new ArrayList<>();
    private final IdentityHashMap<Ready, Supplier<Explanation>> found = new IdentityHashMap<>();
    private final Map<List<Long>, Map<String, Tensor>> predicted = new HashMap<>();

    /** @param reader reads the parameters of a call */
    Several(Model model, List<Call> calls, Function<Call, Ready> reader) {
        this.calls = List.copyOf(calls);
        calls.forEach(call -> readies.add(told(call, () -> reader.apply(call))));
        // Of texts some are asked for a number a token, others for one of each element: nothing else differs between
        // their questions.
        for (boolean elements : new boolean[] {false, true}) {
            ask(
                    model,
                    readies.stream()
                            .filter(ready -> ready.question().elements() == elements)
                            .toList());
        }
    }

    private void ask(Model model, List<Ready> alike) {
        if (alike.isEmpty()) {
            return;
        }
        Together together = Together.of(
                model,
                alike.get(0).question(),
                alike.stream().map(Ready::interpretation).toList());
        for (int i = 0; i < alike.size(); i++) {
            int position = i;
            found.put(alike.get(i), () -> together.answer(position));
        }
    }

    /** An answer for each call, in their order. */
    List<Answered> answers() {
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Ready ready = readies.get(i);
            Supplier<Explanation> explanation = Objects.requireNonNull(found.get(ready));
            answers.add(told(
                    calls.get(i),
                    () -> ready.answered(
                            explanation.get(), classes -> predicted.computeIfAbsent(classes, ready::predicted))));
        }
        return answers;
    }

    private static <T> T told(Call call, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal e) {
            throw call.refused(e);
        } catch (IllegalArgumentException e) {
            throw call.refused(Refusal.of(400, String.valueOf(e.getMessage())));
        } catch (UnsupportedOperatorException e) {
            Refusal refusal = Refusal.of(422, String.valueOf(e.getMessage()));
            refusal.initCause(e);
            throw call.refused(refusal);
        }
    }
}
