package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a backward pass writes has a kernel on CUDA, so that a gradient never leaves the device. */
class PlacementTest {
    /** Operators that run on the CPU forward as well. */
    private static final Set<String> ON_CPU_ANYWAY = Set.of("Det");

    private static final Set<String> CUDA = cuda();

    static List<GradientCase> cases() {
        return GradientCase.all().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientIsOnCuda(GradientCase c) {
        for (Operation o : written(c)) {
            assertThat(CUDA.contains(o.key()) || ON_CPU_ANYWAY.contains(o.key()))
                    .as("%s has a CUDA kernel", o.key())
                    .isTrue();
            assertThat(isRefused(o) && !isRefusedForward(c))
                    .as("%s %s runs on CUDA", o, o.attributes())
                    .isFalse();
        }
    }

    /** Whether the operator itself does not run on CUDA in this form. */
    private static boolean isRefusedForward(GradientCase c) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        return Backward.ancestors(c.write(g, c.feed(g))).stream().anyMatch(PlacementTest::isRefused);
    }

    /** The operations of the gradient that the forward pass does not have. */
    private static List<Operation> written(GradientCase c) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        List<Value> in = c.feed(g);
        List<Value> y = c.write(g, in);
        Set<Operation> forward = new HashSet<>(Backward.ancestors(y));
        Map<Value, Value> seeds = new LinkedHashMap<>();
        y.forEach(value -> seeds.put(value, g.fed("seed" + value.id(), value.type(), value.shape())));
        List<Value> wrt = IntStream.range(0, in.size())
                .filter(c::isChecked)
                .mapToObj(in::get)
                .toList();
        return Backward.ancestors(Backward.pull(g, Rules.derivative(), seeds, wrt)).stream()
                .filter(o -> !forward.contains(o))
                .toList();
    }

    /** Forms without a kernel of operators that have one. */
    private static boolean isRefused(Operation o) {
        return switch (o.key()) {
            case "ConvTranspose" -> {
                long[] pads = o.integers("pads", 2 * (o.input(0).rank() - 2), 0);
                int half = pads.length / 2;
                yield !Arrays.equals(Arrays.copyOf(pads, half), Arrays.copyOfRange(pads, half, pads.length));
            }
            case "ScatterND" ->
                o.input(0).type() == ElementType.DOUBLE
                        && !o.text("reduction", "none").equals("none");
            case "DepthToSpace", "SpaceToDepth", "Trilu" -> !o.input(0).type().isFloating();
            default -> o.attributes().values().stream().anyMatch(Attribute.OfGraph.class::isInstance);
        };
    }

    @Test
    void listTellsKernelsFromNone() {
        assertThat(CUDA).contains("Conv", "ScatterElements", "MatMul").doesNotContain("MaxUnpool", "Col2Im", "DFT");
    }

    /** Operators with CUDA kernels in ONNX Runtime 1.29 at version 18, read off where its partitioner puts them. */
    private static Set<String> cuda() {
        try (InputStream in = PlacementTest.class.getResourceAsStream("/cuda-operators.txt")) {
            String all = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
