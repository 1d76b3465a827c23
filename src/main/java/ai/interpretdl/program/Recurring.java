package ai.interpretdl.program;

import ai.interpretdl.autodiff.Typed;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source whose program others share that ask the same about inputs of the same shapes.
 *
 * @param what equal for equal results
 * @param given what is fed beside inputs and target
 * @param tables whose rows belong to samples, by what the algorithm calls them
 * @param source writes the program
 */
record Recurring(
        Subject subject, Object what, Map<String, Tensor> given, Map<String, TableRows> tables, Engine.Source source)
        implements Engine.Source {
    @Override
    public Program trace(ChunkSizes sizes) {
        return source.trace(sizes);
    }

    /** All but the numbers that are fed. A row that is asked about alone has its own of what was given for all rows. */
    @Override
    public Optional<Object> key() {
        return Optional.of(List.of(subject.with(Map.of()).with(Target.sum()), typed(), what));
    }

    private Map<String, Typed> typed() {
        Map<String, Typed> typed = new HashMap<>();
        subject.inputs().forEach((name, tensor) -> typed.put(name, new Typed(tensor.type(), tensor.shape())));
        return typed;
    }

    @Override
    public Optional<Engine.Lasting> lasting() {
        Fingerprint own = Fingerprint.of(List.of(
                subject.origin(),
                typed(),
                subject.explained(),
                subject.belongsTo(),
                subject.output(),
                subject.kind(),
                subject.scores(),
                subject.batching(),
                subject.part(),
                what));
        return own.lasting() ? Optional.of(new Engine.Lasting(subject.origin(), own.text())) : Optional.empty();
    }

    @Override
    public Map<String, Tensor> feeds() {
        Map<String, Tensor> feeds = new HashMap<>(subject.inputs());
        feeds.putAll(Scoring.feeds(subject));
        feeds.putAll(given);
        return feeds;
    }
}
