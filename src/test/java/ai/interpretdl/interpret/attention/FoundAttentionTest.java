package ai.interpretdl.interpret.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.AttentionMap;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Extent;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention of exported networks is found by structure, whatever the exporter made of it. */
class FoundAttentionTest {
    /** What a network's export shows when a program about it is written. */
    private static <T> List<T> inside(String export, Function<Explained, List<T>> look) {
        ExportFixture fixture = ExportFixture.named(export);
        List<List<T>> seen = new ArrayList<>();
        try (Model model = InterpretDl.open(fixture.file(), Device.cpu())) {
            Map<String, Tensor> inputs = fixture.reference().row(0);
            List<Seam> seams = model.seams();
            var subject =
                    model.subject(inputs, seams, model.defaultOutput(), OutputKind.RAW, ScoreKind.LOGITS, Target.sum());
            Engine.Source source = Engine.source(subject, f -> {
                seen.add(look.apply(f));
                return Map.of("y", f.output(f.input()));
            });
            model.engine().run(source, Engine.Run.seeded(0));
        }
        return seen.get(0);
    }

    private static <T> T last(String export, Function<AttentionMap, T> look) {
        List<T> all =
                inside(export, f -> f.attention(f.input()).stream().map(look).toList());
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "vit-dynamic, 2, 2, 10",
        "vit-fixed, 2, 2, 10",
        "vit-unfolded, 2, 2, 10",
        "bert-dynamic, 2, 2, 8",
        "bert-fixed, 2, 2, 8",
        "bert-unfolded, 2, 2, 8",
        "gpt-dynamic, 2, 3, 6",
        "gpt-fixed, 2, 3, 6",
        "gpt-unfolded, 2, 3, 6",
        "se-einsum-dynamic, 1, 2, 64"
    })
    void everyLayerIsFound(String export, int layers, long heads, long tokens) {
        List<List<Long>> shapes = inside(
                export,
                f -> f.attention(f.input()).stream()
                        .map(map -> List.of(
                                map.weights().shape().dim(0),
                                map.tokens(),
                                map.weights().shape().dim(2)))
                        .toList());
        assertThat(shapes).hasSize(layers).containsOnly(List.of(heads, tokens, tokens));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear-attention-dynamic", "resnet-basic-dynamic", "mlp-mixer-dynamic", "textcnn-dynamic"})
    void whatIsNoAttentionIsNotFound(String export) {
        assertThat(inside(export, f -> f.attention(f.input()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"swin-dynamic", "swin-fixed", "swin-unfolded", "swin-v2-dynamic"})
    void windowsAreTold(String export) {
        assertThat(inside(
                        export,
                        f -> f.attention(f.input()).stream()
                                .map(AttentionMap::isWindowed)
                                .toList()))
                .contains(true);
        assertThatThrownBy(() -> inside(export, f -> Tower.of(f, f.input(), Scope.all())))
                .hasMessageContaining("within windows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "vit-fixed"})
    void patchesLieWhereTheConvolutionPutThem(String export) {
        List<Extent> cells = last(export, AttentionMap::cells);
        assertThat(cells).containsExactly(new Extent(3, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "vit-fixed", "bert-dynamic", "bert-fixed"})
    void theTokenThatIsReadIsSeen(String export) {
        long row = last(export, map -> map.rowRead().orElseThrow());
        assertThat(row).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-dynamic", "bert-dynamic"})
    void namesChoose(String export) {
        String second = last(export, AttentionMap::name);
        assertThat(named(export, List.of(second))).containsExactly(second);
        assertThat(named(export, List.of("*oftmax*"))).hasSize(2).contains(second);
        assertThatThrownBy(() -> named(export, List.of("nothing/*")))
                .hasMessageContaining("nothing/*")
                .hasMessageContaining(second);
    }

    private static List<String> named(String export, List<String> layers) {
        return inside(
                export,
                f -> f.attention(f.input(), layers).stream()
                        .map(AttentionMap::name)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder-decoder-dynamic"})
    void anEncoderAndADecoderAreNotMixed(String export) {
        List<Boolean> square = inside(
                export,
                f -> f.attention(f.input()).stream().map(AttentionMap::isSquare).toList());
        assertThat(square).contains(true, false);
    }
}
