package ai.interpretdl.model;

import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.Rebatching;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One row of inputs that a model can be tried on when nobody gave any: normal draws; token ids that its tables have; ones for other whole
 * numbers, such as masks and lengths.
 */
final class SampleInputs {
    private static final long PIXELS = 224;

    private static final long LENGTH = 16;

    /** A last axis of at most so many is the colours of a picture, not its width. */
    private static final long COLOURS = 4;

    private final Model model;
    private final Random random = new Random(1);

    private SampleInputs(Model model) {
        this.model = model;
    }

    static Map<String, Tensor> of(Model model) {
        SampleInputs samples = new SampleInputs(model);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        model.inputs().forEach(port -> inputs.put(port.name(), samples.of(port)));
        return inputs;
    }

    /** The model's graph as one row of such inputs goes through it. */
    static Inlining graph(Model model) {
        GraphBuilder builder = new GraphBuilder(model.environment().oracle());
        Map<String, Value> fed = new HashMap<>();
        for (Port port : model.inputs()) {
            fed.put(port.name(), builder.fed(port.name(), port.type(), shape(port)));
        }
        return new Inlining(builder, model.graph(), fed, Rebatching.none());
    }

    private Tensor of(Port port) {
        Shape shape = shape(port);
        int size = Math.toIntExact(shape.size());
        if (port.type() == ElementType.BOOL) {
            boolean[] all = new boolean[size];
            java.util.Arrays.fill(all, true);
            return Tensor.of(all, shape.dims());
        }
        double[] values = new double[size];
        long rows = port.type().isFloating() ? 0 : tableRows(port.name());
        for (int i = 0; i < size; i++) {
            values[i] = port.type().isFloating() ? random.nextGaussian() : rows > 0 ? random.nextInt((int) rows) : 1;
        }
        return Tensor.of(port.type(), values, shape.dims());
    }

    /** The shape of one row; open lengths are a picture's usual height and width, else a short sequence. */
    static Shape shape(Port port) {
        return Shape.of(IntStream.range(0, port.dims().size())
                .mapToLong(axis -> port.dims().get(axis) >= 0 ? port.dims().get(axis) : assumed(port.dims(), axis))
                .toArray());
    }

    private static long assumed(List<Long> dims, int axis) {
        if (axis == 0) {
            return 1;
        }
        boolean picture = dims.size() == 4;
        boolean channelsLast = picture && dims.get(3) > 0 && dims.get(3) <= COLOURS;
        return picture && axis != (channelsLast ? 3 : 1) ? PIXELS : LENGTH;
    }

    /** How many rows the smallest table has that an input picks from, 0 where it picks from none. */
    private long tableRows(String input) {
        return model.graph().nodes().stream()
                .filter(node -> node.operator().equals("Gather"))
                .filter(node -> Seams.source(model.graph(), node.inputs().get(1), model.inputs())
                        .filter(input::equals)
                        .isPresent())
                .flatMap(node -> table(node).stream())
                .mapToLong(table -> table.shape().dim(0))
                .min()
                .orElse(0);
    }

    private java.util.Optional<Weight> table(Node gather) {
        return Seams.table(model.graph(), gather.inputs().get(0));
    }
}
