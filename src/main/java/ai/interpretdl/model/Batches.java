package ai.interpretdl.model;

import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Subject.Batching;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out how a model takes several rows. A batch of one that is baked into the file is rewritten, and that is verified. */
final class Batches {
    private static final double TOLERANCE = 1e-3;

    private final Model model;
    private final Map<String, Batching> known = new ConcurrentHashMap<>();

    Batches(Model model) {
        this.model = model;
    }

    Batching of(Map<String, Tensor> fed) {
        List<Port> batched =
                model.inputs().stream().filter(port -> !port.dims().isEmpty()).toList();
        if (batched.stream().anyMatch(port -> port.dims().get(0) > 1)) {
            return Batching.NONE;
        }
        if (batched.stream().allMatch(port -> port.dims().get(0) < 0)) {
            return Batching.FREE;
        }
        Map<String, Object> signature = new TreeMap<>();
        fed.forEach((name, tensor) -> signature.put(
                name,
                tensor.shape().rank() == 0
                        ? ""
                        : tensor.shape().slice(1, tensor.shape().rank())));
        return known.computeIfAbsent(signature.toString(), s -> verified(fed));
    }

    /** Row by row and as a batch the outputs must be the same. */
    private Batching verified(Map<String, Tensor> fed) {
        Map<String, Tensor> first = new HashMap<>();
        Map<String, Tensor> second = new HashMap<>();
        Map<String, Tensor> both = new HashMap<>();
        fed.forEach((name, tensor) -> {
            Tensor row = tensor.shape().rank() == 0 ? tensor : tensor.rows(0, 1);
            Tensor other = tensor.shape().rank() == 0 ? tensor : altered(row);
            first.put(name, row);
            second.put(name, other);
            both.put(name, tensor.shape().rank() == 0 ? tensor : Tensor.concat(List.of(row, other)));
        });
        try {
            float[] batch = output(both, Batching.REWRITTEN);
            float[] a = output(first, Batching.SINGLE);
            float[] b = output(second, Batching.SINGLE);
            return same(batch, a, b) ? Batching.REWRITTEN : Batching.SINGLE;
        } catch (IllegalArgumentException
                | IllegalStateException
                | ai.interpretdl.autodiff.UnsupportedOperatorException e) {
            System.getLogger(Batches.class.getName())
                    .log(System.Logger.Level.DEBUG, "{0} takes one row a call: {1}", model.name(), e.getMessage());
            return Batching.SINGLE;
        }
    }

    /** Another row of the same kind: numbers scaled and shifted a little, tokens in another order. */
    private static Tensor altered(Tensor row) {
        if (row.type() == ElementType.STRING) {
            return row;
        }
        double[] values = row.doubles();
        double[] moved = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double next = values[(i + 1) % values.length];
            moved[i] = row.type().isFloating() ? 0.75 * next + 0.01 * (i % 7) : next;
        }
        return Tensor.of(row.type(), moved, row.shape().dims());
    }

    private float[] output(Map<String, Tensor> fed, Batching batching) {
        Subject subject = new Subject(
                model.origin(),
                model.graph(),
                model.environment().oracle(),
                model.environment().rules(),
                fed,
                List.of(model.inputs().get(0).name()),
                List.of(model.inputs().get(0).name()),
                model.defaultOutput(),
                OutputKind.RAW,
                ScoreKind.LOGITS,
                Target.sum(),
                batching,
                Optional.empty());
        Engine.Source source = Engine.source(subject, f -> Map.of("output", f.output(f.input())));
        return java.util.Objects.requireNonNull(model.engine()
                        .run(sizes -> source.trace(ChunkSizes.ones()), Engine.Run.seeded(0))
                        .outputs()
                        .get("output"))
                .floats();
    }

    private static boolean same(float[] batch, float[] a, float[] b) {
        if (batch.length != a.length + b.length) {
            return false;
        }
        double scale = 1e-6;
        double worst = 0;
        for (int i = 0; i < batch.length; i++) {
            float single = i < a.length ? a[i] : b[i - a.length];
            scale = Math.max(scale, Math.abs(single));
            worst = Math.max(worst, Math.abs(batch[i] - single));
        }
        return worst <= TOLERANCE * scale;
    }
}
