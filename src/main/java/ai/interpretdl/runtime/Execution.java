package ai.interpretdl.runtime;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.Program.Loop;
import ai.interpretdl.program.Program.Stage;
import ai.interpretdl.program.Program.State;
import ai.interpretdl.program.Progress;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** One run of a program: the values known by name, and the loops. */
final class Execution implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Sessions sessions;
    private final Engine.Run run;
    private final OrtSession.RunOptions options;
    private final Runnable terminate;
    private final Map<String, OnnxTensor> values = new HashMap<>();
    private final IdentityHashMap<Model, OrtSession> held = new IdentityHashMap<>();
    private Map<String, Program.Table> tables = Map.of();
    private long done;
    private long total;
    private boolean complete = true;

    Execution(Sessions sessions, Engine.Run run) throws OrtException {
        this.sessions = sessions;
        this.run = run;
        this.options = new OrtSession.RunOptions();
        this.terminate = this::terminate;
        run.cancellation().onCancel(terminate);
    }

    Engine.Outcome outcome(Program program, double secondsBefore) throws OrtException {
        long started = System.nanoTime();
        for (Map.Entry<String, Tensor> feed : program.feeds().entrySet()) {
            put(feed.getKey(), feed.getValue());
        }
        put("seed", Tensor.scalar(run.seed()));
        tables = program.tables();
        total = program.innermost().stream().mapToLong(axis -> axis.count()).sum();
        for (Stage stage : program.stages()) {
            execute(stage, true);
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (String name : program.outputs()) {
            outputs.put(name, Tensors.copy(Objects.requireNonNull(values.get(name), name)));
        }
        return new Engine.Outcome(outputs, done, complete, secondsBefore + (System.nanoTime() - started) / 1e9);
    }

    Map<String, Tensor> inferred(Model model, Map<String, Tensor> inputs) throws OrtException {
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
            put(input.getKey(), input.getValue());
        }
        call(new Program.Run(model, 0));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (ValueInfo output : model.graph().outputs()) {
            OnnxTensor value = values.get(output.name());
            if (value != null) {
                outputs.put(output.name(), Tensors.copy(value));
            }
        }
        return outputs;
    }

    private void execute(Stage stage, boolean outermost) throws OrtException {
        if (stage instanceof Loop loop) {
            loop(loop, outermost);
        } else {
            call(((Program.Run) stage));
        }
    }

    private void call(Program.Run stage) throws OrtException {
        if (run.cancellation().isCancelled() || Ending.begun()) {
            throw new CancellationException("cancelled, or stopped because this process is ending");
        }
        OrtSession session = session(stage);
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        for (String name : session.getInputNames()) {
            inputs.put(name, Objects.requireNonNull(values.get(name), name));
        }
        // the values are closed one by one, when they are replaced
        OrtSession.Result result = session.run(inputs, session.getOutputNames(), options);
        for (String name : session.getOutputNames()) {
            if (result.get(name).orElseThrow() instanceof OnnxTensor tensor) {
                replace(name, tensor);
            } else {
                // sequences and maps, which some classifiers return beside their tensors, have no use here
                result.get(name).orElseThrow().close();
            }
        }
    }

    /** Looked up once a run: a loop calls the same graphs again and again, and the look-up writes them. */
    private OrtSession session(Program.Run stage) throws OrtException {
        OrtSession known = held.get(stage.model());
        if (known == null) {
            known = sessions.of(stage.model(), stage.peakBytes());
            held.put(stage.model(), known);
        }
        return known;
    }

    private void loop(Loop loop, boolean outermost) throws OrtException {
        for (State state : loop.states()) {
            put(state.name(), zeros(state));
        }
        Map<String, List<Tensor>> collected = new HashMap<>();
        long count = loop.axis().count();
        long taken = 0;
        boolean innermost = loop.body().stream().noneMatch(Loop.class::isInstance);
        while (taken < count) {
            long size = Math.min(loop.chunk(), count - taken);
            prepare(loop, taken);
            for (Stage stage : loop.body()) {
                execute(stage, false);
            }
            carry(loop, size, collected);
            taken += size;
            done += innermost ? size : 0;
            if (run.progress().at(new Progress.State(done, Math.max(total, done), Double.NaN)) == Progress.Verdict.STOP
                    && outermost
                    && taken < count) {
                complete = false;
                break;
            }
        }
        put("count." + loop.axis().ordinal(), Tensor.scalar((float) taken));
        for (Program.Stack stack : loop.stacks()) {
            put(stack.name(), padded(Tensor.concat(collected.getOrDefault(stack.name(), List.of())), count));
        }
    }

    /** Numbers, weights and table rows of a chunk. */
    private void prepare(Loop loop, long from) throws OrtException {
        int ordinal = loop.axis().ordinal();
        long to = from + loop.chunk();
        long[] index = loop.samples(from, to);
        float[] weight = loop.weights(from, to);
        put("index." + ordinal, Tensor.of(index, index.length));
        put("weight." + ordinal, Tensor.of(weight, weight.length));
        for (Map.Entry<String, Program.Table> table : tables.entrySet()) {
            if (table.getValue().axis().ordinal() == ordinal) {
                put(table.getKey(), table.getValue().rows().of(index));
            }
        }
    }

    private void carry(Loop loop, long size, Map<String, List<Tensor>> collected) throws OrtException {
        for (State state : loop.states()) {
            replace(state.name(), Objects.requireNonNull(values.remove(state.next())));
        }
        for (Program.Stack stack : loop.stacks()) {
            Tensor chunk = Tensors.copy(Objects.requireNonNull(values.get(stack.chunk())));
            collected.computeIfAbsent(stack.name(), k -> new ArrayList<>()).add(chunk.rows(0, size));
        }
    }

    private static Tensor zeros(State state) {
        int bytes = Math.toIntExact(state.type().bytes(state.shape().size()));
        return Tensor.of(state.type(), state.shape(), ByteBuffer.allocateDirect(bytes));
    }

    /** A run that was stopped early leaves zeros where samples are missing. */
    private static Tensor padded(Tensor stacked, long count) {
        long missing = count - stacked.shape().dim(0);
        if (missing == 0) {
            return stacked;
        }
        Shape rest = stacked.shape().with(0, missing);
        ByteBuffer zeros =
                ByteBuffer.allocateDirect(Math.toIntExact(stacked.type().bytes(rest.size())));
        return Tensor.concat(List.of(stacked, Tensor.of(stacked.type(), rest, zeros)));
    }

    private void put(String name, Tensor tensor) throws OrtException {
        replace(name, Tensors.feed(environment, tensor));
    }

    private void replace(String name, OnnxTensor value) {
        OnnxTensor old = values.put(name, value);
        if (old != null) {
            old.close();
        }
    }

    private void terminate() {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("cannot stop a run: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        run.cancellation().forget(terminate);
        values.values().forEach(OnnxTensor::close);
        options.close();
    }
}
