package ai.interpretdl.program;

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
 * @param source writes the program
 */
record Recurring(Subject subject, Object what, Map<String, Tensor> given, Engine.Source source)
        implements Engine.Source {
    @Override
    public Program trace(ChunkSizes sizes) {
        return source.trace(sizes);
    }

    @Override
    public Optional<Object> key() {
        // A row that is asked about alone has its own of what was given for all rows.
        return Optional.of(List.of(subject.form(), subject.part(), what));
    }

    @Override
    public Map<String, Tensor> feeds() {
        Map<String, Tensor> feeds = new HashMap<>(subject.inputs());
        feeds.putAll(Scoring.feeds(subject));
        feeds.putAll(given);
        return feeds;
    }
}
