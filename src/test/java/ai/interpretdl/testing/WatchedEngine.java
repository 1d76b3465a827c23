package ai.interpretdl.testing;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An engine that tells of what it runs.
 *
 * @param inner runs it
 * @param runs is told of each run
 * @param written is told of each program that is written for one
 */
public record WatchedEngine(OrtEngine inner, Consumer<Engine.Source> runs, Runnable written)
        implements Engine, AutoCloseable {
    @Override
    public Outcome run(Source source, Run run) {
        runs.accept(source);
        return inner.run(new Watched(source, written), run);
    }

    @Override
    public Program program(Source source) {
        return inner.program(source);
    }

    @Override
    public Map<String, Tensor> infer(Model model, Map<String, Tensor> inputs) {
        return inner.infer(model, inputs);
    }

    @Override
    public String device() {
        return inner.device();
    }

    @Override
    public void close() {
        inner.close();
    }

    private record Watched(Source source, Runnable written) implements Source {
        @Override
        public Program trace(ChunkSizes sizes) {
            written.run();
            return source.trace(sizes);
        }

        @Override
        public Optional<Object> key() {
            return source.key();
        }

        @Override
        public Optional<Lasting> lasting() {
            return source.lasting();
        }

        @Override
        public Map<String, Tensor> feeds() {
            return source.feeds();
        }

        @Override
        public Map<String, TableRows> tables() {
            return source.tables();
        }
    }
}
