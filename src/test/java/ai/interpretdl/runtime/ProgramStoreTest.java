package ai.interpretdl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import ai.interpretdl.testing.WatchedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one process wrote the next one reads, and answers the same. */
class ProgramStoreTest {
    private static final Noise NOISE = new Noise.Relative(0.2);
    private static final SmoothGrad SMOOTH =
            new SmoothGrad(new Saliency(false), 6, NOISE, SmoothGrad.Statistic.VARIANCE);

    @TempDir
    Path folder;

    private int written;

    static Stream<Interpretation> algorithms() {
        Baseline zeros = Baseline.zeros();
        return Stream.of(
                new Saliency(true),
                new IntegratedGradients(zeros, Quadrature.GAUSS_LEGENDRE, 7),
                SMOOTH,
                new SmoothGrad(SMOOTH, 3, NOISE, SmoothGrad.Statistic.MEAN),
                new GradientShap(zeros, 5, NOISE),
                new DeepLift(zeros),
                new Occlusion(zeros, List.of(3L, 8L, 8L), List.of(3L, 6L, 6L), Occlusion.Overlap.MEAN),
                new KernelShap(quarters(), zeros, 12));
    }

    private static Features quarters() {
        Shape shape =
                Objects.requireNonNull(fixture().reference().inputs().get("x")).shape();
        long[] ids = new long[Math.toIntExact(shape.dim(2) * shape.dim(3))];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = 4L * i / ids.length;
        }
        return Features.given(Map.of("x", Tensor.of(ids, shape.dim(2), shape.dim(3))));
    }

    private ProgramStore store(long mostBytes) {
        return new ProgramStore(folder.resolve("programs"), "this build", mostBytes);
    }

    private static ExportFixture fixture() {
        return ExportFixture.named("squeezenet-dynamic");
    }

    /** As a new process, which has nothing but the file and the store. */
    private Explanation explain(Path file, Interpretation algorithm, ProgramStore store) {
        written = 0;
        OrtEngine engine = new OrtEngine(Device.cpu(), 1L << 26, Optional.of(store));
        WatchedEngine watched = new WatchedEngine(engine, any -> {}, () -> written++);
        var environment =
                new Model.Environment(watched, new OrtOracle(), Device.cpu().rules());
        try (Model model = Model.open(file, environment)) {
            return algorithm.interpret(
                    model, Question.of(fixture().reference().inputs()).seeded(5));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("programs"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void isReadInsteadOfWritten(Interpretation algorithm) throws IOException {
        Explanation first = explain(fixture().file(), algorithm, store(1 << 20));
        assertThat(written).isPositive();
        assertThat(files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file)
                        .hasParentRaw(folder.resolve("programs")
                                .resolve(first.quality().modelDigest()))
                        .hasExtension("onnx"));

        Explanation second = explain(fixture().file(), algorithm, store(1 << 20));
        assertThat(written).isZero();
        assertThat(second.tensors()).isEqualTo(first.tensors());
        assertThat(second.quality().samples()).isEqualTo(first.quality().samples());
    }

    @Test
    void isWrittenAgainWhenDamaged() throws IOException {
        Explanation first = explain(fixture().file(), SMOOTH, store(1 << 20));
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(
                    file,
                    List.of(new String(bytes, 0, bytes.length / 3, java.nio.charset.StandardCharsets.ISO_8859_1)));
        }
        assertThat(explain(fixture().file(), SMOOTH, store(1 << 20)).tensors()).isEqualTo(first.tensors());
        assertThat(written).isPositive();
        explain(fixture().file(), SMOOTH, store(1 << 20));
        assertThat(written).isZero();
    }

    /** The card stands beside the file, whose digest does not tell of it. */
    @Test
    void isOfTheLayerThatTheCardNames() throws IOException {
        Path file = folder.resolve("clothes.onnx");
        Files.copy(Path.of("..", "models", "fashion-cnn.onnx"), file);
        Tensor image = Tensor.of(new float[28 * 28], 1, 1, 28, 28);
        assertThat(byDefaultLayer(file, image)).isEqualTo(Shape.of(1, 7, 7));
        Files.writeString(folder.resolve("clothes.json"), "{\"layer\": \"/0/0.0/Conv_output_0\"}");
        assertThat(byDefaultLayer(file, image)).isEqualTo(Shape.of(1, 28, 28));
    }

    private Shape byDefaultLayer(Path file, Tensor image) {
        OrtEngine engine = new OrtEngine(Device.cpu(), 1 << 30, Optional.of(store(ProgramStore.MOST_BYTES)));
        GradCam algorithm = new GradCam(new MapView(Optional.empty(), false, Upsampling.NONE));
        try (Model model = Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()))) {
            String input = model.inputs().get(0).name();
            return algorithm
                    .interpret(model, Question.of(Map.of(input, image)))
                    .attributions()
                    .shape();
        }
    }

    @Test
    void isOfOneWriterAndOnePlace() throws IOException {
        explain(fixture().file(), SMOOTH, store(1 << 20));
        explain(fixture().file(), SMOOTH, new ProgramStore(folder.resolve("programs"), "another build", 1 << 20));
        assertThat(written).isPositive();

        // the weights of the first would not be found from here
        Path elsewhere = Files.copy(fixture().file(), folder.resolve("other.onnx"));
        Explanation moved = explain(elsewhere, SMOOTH, store(1 << 20));
        assertThat(written).isPositive();
        explain(elsewhere, SMOOTH, store(1 << 20));
        assertThat(written).isZero();
        assertThat(moved.tensors())
                .isEqualTo(explain(fixture().file(), SMOOTH, store(1 << 20)).tensors());
    }

    @Test
    void forgetsWhatWasUsedLeastRecently() throws IOException {
        explain(fixture().file(), SMOOTH, store(1 << 20));
        List<Path> first = files();
        for (Path file : first) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        }
        long bytes = 0;
        for (Path file : first) {
            bytes += Files.size(file);
        }
        explain(fixture().file(), new Saliency(false), store(bytes));
        assertThat(files()).isNotEmpty().doesNotContainAnyElementsOf(first.subList(0, 1));
        assertThat(files().stream().mapToLong(file -> file.toFile().length()).sum())
                .isLessThanOrEqualTo(bytes);
    }

    @Test
    void doesWithoutAPlaceToWriteTo() throws IOException {
        Path file = Files.writeString(folder.resolve("programs"), "no folder");
        Explanation answer = explain(fixture().file(), SMOOTH, new ProgramStore(file, "this build", 1 << 20));
        assertThat(answer.quality().complete()).isTrue();
        assertThat(file).hasContent("no folder");
    }
}
