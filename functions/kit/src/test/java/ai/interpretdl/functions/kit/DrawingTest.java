package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.Overlay;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Superpixels;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of explained photos: styles, forms, legends. */
class DrawingTest {
    private final Explainer explainer = OnePhoto.explainer();

    private Response saliency(Object picture) {
        return ask("saliency", asked -> new Saliency(false), Map.of("picture", picture));
    }

    private Response lime(Map<String, ?> parameters) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("samples", 20));
        all.putAll(parameters);
        return ask("lime", Algorithms::lime, all);
    }

    private Response ask(String name, Function<Asked, Interpretation> reader, Map<String, ?> parameters) {
        ExplainFunction function = new ExplainFunction() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Interpretation interpretation(Asked asked) {
                return reader.apply(asked);
            }
        };
        return explainer.explain(function, OnePhoto.request(parameters));
    }

    private static Depiction drawn(Response response) {
        return response.drawn().flatMap(Drawn::depiction).orElseThrow();
    }

    private static Tensor regions(Response response) {
        Tensor ids = Objects.requireNonNull(response.outputs().get("segments." + OnePhoto.INPUT));
        Picture seen = response.seen().get(0);
        return ids.reshape(seen.height(), seen.width());
    }

    @ParameterizedTest
    @EnumSource(Overlay.class)
    void everyOverlayIsAStyleWithItsLegend(Overlay overlay) {
        Response response = saliency(overlay.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Tensor map = Drawing.first(Objects.requireNonNull(response.outputs().get("attributions." + OnePhoto.INPUT)));
        Depiction expected = overlay.depict(map, response.seen().get(0));
        assertThat(drawn(response)).isEqualTo(expected);
        assertThat(expected.legend().height()).isPositive();
        assertThat(Picture.read(response.picture().orElseThrow().bytes())).isEqualTo(expected.picture());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickshift", "slic", "felzenszwalb", "grid"})
    void superpixelsAreOutlined(String segmentation) {
        Response response = lime(Map.of("segmentation", segmentation, "picture", "outline"));
        assertThat(drawn(response))
                .isEqualTo(new Depiction(
                        Superpixels.outline(regions(response), response.seen().get(0)), Superpixels.BORDERS));
    }

    @Test
    void superpixelsAreMarkedUnlessAnotherStyleIsNamed() {
        Response usual = lime(Map.of("segmentation", "grid", "picture", true));
        assertThat(drawn(lime(Map.of("segmentation", "grid", "picture", "superpixels"))))
                .isEqualTo(drawn(usual));
        assertThat(drawn(usual).legend()).isEqualTo(Superpixels.MARKS);
    }

    /** The picture is in it whole, and its legend can be read. */
    @Test
    void svgHasThePictureAndItsLegend() {
        Response response = saliency(List.of("diverging", "svg"));
        JsonNode json = new ObjectMapper().valueToTree(response);
        assertThat(json.path("picture_type").textValue()).isEqualTo("image/svg+xml");
        String svg = json.path("picture").textValue();
        String start = "data:image/png;base64,";
        String data = svg.substring(svg.indexOf(start) + start.length(), svg.indexOf("\"/>", svg.indexOf(start)));
        assertThat(Picture.read(Base64.getDecoder().decode(data)))
                .isEqualTo(drawn(response).picture());
        assertThat(svg).contains(" against it</text>", " for it</text>", "saliency of fashion-cnn</text>");
        assertThat(response.picture().orElseThrow().suffix()).isEqualTo(".svg");
    }

    @Test
    void aFigureIsThePictureWithTitleAndLegend() {
        Response response = saliency("figure");
        Response.File file = response.picture().orElseThrow();
        ContactSheet.Cell cell = new ContactSheet.Cell("saliency of fashion-cnn", drawn(response));
        assertThat(file.type()).isEqualTo("image/png");
        assertThat(Picture.read(file.bytes())).isEqualTo(new ContactSheet("", List.of(cell), 1).draw());
        String svg = new String(saliency("svg").picture().orElseThrow().bytes(), StandardCharsets.UTF_8);
        assertThat(svg)
                .isEqualTo(new ContactSheet("", List.of(cell), 1).figure().svg());
    }

    @Test
    void whatCannotBeDrawnIsTold() {
        refused(() -> saliency("overlay"), "is \"overlay\", not one of ", "outline", "overlay-heatmap", "svg");
        refused(() -> saliency(5), "neither true nor a word");
        refused(() -> saliency(List.of("svg", "figure")), "of which one is meant");
        refused(() -> saliency("outline"), "saliency has none");
        refused(() -> saliency("superpixels"), "saliency has none");
        refused(() -> lime(Map.of("segmentation", "felzenswalb")), "felzenszwalb");
        assertThat(saliency(false).picture()).isEmpty();
    }

    private static void refused(ThrowingCallable request, String... told) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(request)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(told))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }
}
