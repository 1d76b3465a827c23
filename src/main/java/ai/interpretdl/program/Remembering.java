package ai.interpretdl.program;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine that runs no program of one pass a second time about the same numbers: what several algorithms ask of an input, as the output and
 * the score there, is run for the first of them. Whatever takes samples an algorithm has for itself.
 */
public final class Remembering implements Engine {
    private final Engine engine;
    private final Map<Asked, Map<String, Tensor>> known = new ConcurrentHashMap<>();

    private record Asked(Object program, Map<String, Tensor> feeds, long seed) {}

    public Remembering(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Outcome run(Source source, Run run) {
        Optional<Map<String, Tensor>> before = asked(source, run).map(known::get);
        if (before.isPresent()) {
            return new Outcome(before.get(), 0, true, 0);
        }
        Outcome outcome = engine.run(source, run);
        if (outcome.samples() == 0) {
            remember(source, run, outcome.outputs());
        }
        return outcome;
    }

    /** What a program finds, known without running it. */
    public void remember(Source source, Run run, Map<String, Tensor> outputs) {
        asked(source, run).ifPresent(asked -> known.put(asked, outputs));
    }

    private static Optional<Asked> asked(Source source, Run run) {
        return source.key().map(key -> new Asked(key, source.feeds(), run.seed()));
    }

    @Override
    public Program program(Source source) {
        return engine.program(source);
    }

    @Override
    public Map<String, Tensor> infer(Model model, Map<String, Tensor> inputs) {
        return engine.infer(model, inputs);
    }

    @Override
    public String device() {
        return engine.device();
    }
}
