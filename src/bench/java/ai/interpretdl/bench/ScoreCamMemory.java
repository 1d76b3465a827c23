package ai.interpretdl.bench;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Peak resident memory of ScoreCAM with few and many channels, each in a process of its own: of a net that ends as ResNet-50 does, with 2048
 * maps of 7 x 7 of a picture of 224 x 224, and random weights.
 *
 * <p>Arguments: numbers of channels, 256 and 2048 when none is given. With one it measures, with several it starts itself for each.
 */
public final class ScoreCamMemory {
    private static final int[] CHANNELS = {3, 32, 64, 128, 256, 512, 2048};
    private static final int CLASSES = 1000;

    private final Random random = new Random(1);
    private final List<Node> nodes = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();

    private ScoreCamMemory() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1) {
            measure(Integer.parseInt(arguments[0]));
            return;
        }
        for (String channels : arguments.length == 0 ? List.of("256", "2048") : List.of(arguments)) {
            ProcessBuilder itself = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx256m",
                            ScoreCamMemory.class.getName(),
                            channels)
                    .inheritIO();
            // Not on the command line, where a long one ends ONNX Runtime.
            itself.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            itself.start().waitFor();
        }
    }

    private static void measure(int channels) throws IOException {
        Path file = Files.createTempFile("resnet-end", ".onnx");
        try {
            ModelWriter.write(new ScoreCamMemory().model(), file);
            try (Model model = InterpretDl.open(file)) {
                ScoreCam algorithm = new ScoreCam(
                        MapView.raw("maps"),
                        ScoreCam.Weighting.INCREASE,
                        new ChannelSelection(ChannelSelection.By.VARIANCE, channels),
                        Baseline.zeros());
                Tensor picture = new ScoreCamMemory().numbers(1, 1, 3, 224, 224);
                Explanation found = algorithm.interpret(model, Question.of(Map.of("x", picture)));
                System.out.printf(
                        Locale.ROOT,
                        "%d channels: peak %d MB, %.1f s%n",
                        found.quality().samples(),
                        ProcessMemory.peak() >> 20,
                        found.quality().seconds());
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Five convolutions of stride 2 with rectifiers, one of 1 x 1 to 2048 maps, their means, and a dense layer. */
    private ai.interpretdl.onnx.Model model() {
        String last = "x";
        for (int i = 1; i < CHANNELS.length; i++) {
            boolean end = i == CHANNELS.length - 1;
            int size = end ? 1 : 3;
            long stride = end ? 1 : 2;
            String filters = weight(CHANNELS[i], CHANNELS[i - 1], size, size);
            Map<String, Attribute> attributes = Map.of(
                    "strides",
                    Attribute.ofInts(stride, stride),
                    "pads",
                    Attribute.ofInts(size / 2, size / 2, size / 2, size / 2));
            nodes.add(Node.of("Conv", List.of(last, filters), List.of("sums." + i), attributes));
            last = end ? "maps" : "maps." + i;
            nodes.add(Node.of("Relu", List.of("sums." + i), List.of(last), Map.of()));
        }
        nodes.add(Node.of("GlobalAveragePool", List.of(last), List.of("means"), Map.of()));
        nodes.add(Node.of("Flatten", List.of("means"), List.of("features"), Map.of()));
        String dense = weight(CHANNELS[CHANNELS.length - 1], CLASSES);
        nodes.add(Node.of("MatMul", List.of("features", dense), List.of("logits"), Map.of()));
        Graph graph = new Graph(
                "resnet-end",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, 3, 224, 224)),
                List.of(new ValueInfo("logits", ElementType.FLOAT, Optional.empty())),
                weights,
                nodes,
                List.of());
        return new ai.interpretdl.onnx.Model(8, "bench", Map.of("", 18L), graph, List.of(), Map.of());
    }

    /** Random numbers as large as keeps what they multiply. */
    private String weight(long... dims) {
        long fanIn = dims.length == 2 ? dims[0] : dims[1] * dims[2] * dims[3];
        String name = "weight." + weights.size();
        weights.add(new Weight.Inline(name, numbers(Math.sqrt(2.0 / fanIn), dims)));
        return name;
    }

    private Tensor numbers(double scale, long... dims) {
        float[] values = new float[Math.toIntExact(Shape.of(dims).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return Tensor.of(values, dims);
    }
}
