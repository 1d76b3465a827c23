package ai.interpretdl.runtime;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Runs programs on ONNX Runtime.
 *
 * <p>How many samples a step takes follows from the memory estimate of one; when the device runs out of memory all the same, the run
 * starts again with half of that. One run at a time: a second one waits.
 */
public final class OrtEngine implements Engine, AutoCloseable {
    private static final long MOST_SAMPLES = 256;

    private final Device device;
    private final Sessions sessions;
    private final Programs programs;
    private final long budget;

    public OrtEngine(Device device) {
        this(device, device.budget());
    }

    /** @param budget memory for the values of a step, in bytes */
    public OrtEngine(Device device, long budget) {
        // another size of step than the device's own is another program
        this(device, budget, budget == device.budget() ? Caches.programs(device) : Optional.empty());
    }

    OrtEngine(Device device, long budget, Optional<ProgramStore> store) {
        NativeLibraries.prepare();
        Ending.prepare();
        this.device = device;
        this.sessions = new Sessions(device);
        this.programs = new Programs(store);
        this.budget = budget;
    }

    @Override
    public String device() {
        return device.name();
    }

    @Override
    public synchronized Outcome run(Source source, Run run) {
        long started = System.nanoTime();
        Program.Sized sized = sized(source);
        while (true) {
            try (Execution execution = new Execution(sessions, run)) {
                return execution.outcome(sized.program(), (System.nanoTime() - started) / 1e9);
            } catch (OrtException e) {
                long samples = smaller(sized.samples(), e, source, run);
                sized = programs.keep(source, sized(source, source.trace(ChunkSizes.ones()), samples));
            } finally {
                sessions.trim();
            }
        }
    }

    @Override
    public synchronized Program program(Source source) {
        return sized(source).program();
    }

    private Program.Sized sized(Source source) {
        return programs.of(source).orElseGet(() -> programs.keep(source, fitting(source)));
    }

    private Program.Sized fitting(Source source) {
        Program single = source.trace(ChunkSizes.ones());
        long samples = Math.max(1, Math.min(MOST_SAMPLES, budget / Math.max(1, single.peakBytes())));
        return sized(source, single, samples);
    }

    @Override
    public synchronized Map<String, Tensor> infer(Model model, Map<String, Tensor> inputs) {
        try (Execution execution = new Execution(sessions, Run.seeded(0))) {
            return execution.inferred(model, inputs);
        } catch (OrtException e) {
            throw Failure.of(e, inputs);
        } finally {
            sessions.trim();
        }
    }

    private static Program.Sized sized(Source source, Program single, long samples) {
        return new Program.Sized(samples == 1 ? single : chunked(source, single, samples), samples);
    }

    private static Program chunked(Source source, Program single, long samples) {
        List<Samples> inner = single.innermost();
        int axes = inner.stream().mapToInt(Samples::ordinal).max().orElse(-1) + 1;
        List<Long> sizes = new ArrayList<>(Collections.nCopies(axes, 1L));
        for (Samples axis : inner) {
            long steps = -Math.floorDiv(-axis.count(), Math.min(samples, axis.count()));
            sizes.set(axis.ordinal(), -Math.floorDiv(-axis.count(), steps));
        }
        return sizes.stream().allMatch(size -> size == 1) ? single : source.trace(new ChunkSizes(sizes));
    }

    private static long smaller(long samples, OrtException e, Source source, Run run) {
        if (run.cancellation().isCancelled() || Ending.begun()) {
            String why = run.cancellation().isCancelled() ? "cancelled" : "stopped: this process is ending";
            throw (CancellationException) new CancellationException(why).initCause(e);
        }
        String message = String.valueOf(e.getMessage());
        boolean memory = message.contains("allocate") || message.contains("memory") || message.contains("bad_alloc");
        if (!memory || samples == 1) {
            throw Failure.of(e, source.feeds());
        }
        return samples / 2;
    }

    @Override
    public synchronized void close() {
        sessions.close();
    }
}
