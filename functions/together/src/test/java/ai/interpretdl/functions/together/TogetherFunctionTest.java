package ai.interpretdl.functions.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Problem;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.LayerCam;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TogetherFunctionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<ExplainFunction> ALGORITHMS = List.of(
            new Algorithm("saliency", asked -> new Saliency(asked.parameters().flag("absolute", false))),
            new Algorithm("input-x-gradient", asked -> new InputXGradient()),
            new Algorithm("grad-cam", asked -> new GradCam(asked.view())),
            new Algorithm("layer-cam", asked -> new LayerCam(asked.view())),
            new Algorithm(
                    "smooth-grad",
                    asked -> new SmoothGrad(
                            new Saliency(false),
                            asked.samples(50),
                            new Noise.Relative(0.1),
                            SmoothGrad.Statistic.MEAN)));

    private final Explainer explainer = OnePhoto.explainer();
    private final TogetherFunction function = new TogetherFunction(explainer, Functions.of(ALGORITHMS));

    private record Algorithm(String name, Function<Asked, Interpretation> reader) implements ExplainFunction {
        @Override
        public Interpretation interpretation(Asked asked) {
            return reader.apply(asked);
        }
    }

    private static Map<String, Object> asking(Map<String, Object> common, Object... algorithms) {
        Map<String, Object> fields = new LinkedHashMap<>(common);
        fields.put("algorithms", List.of(algorithms));
        return fields;
    }

    @Test
    void eachAnswersAsItsFunctionDoes() {
        Map<String, Object> common = Map.of("target", 3, "seed", 5);
        Sheet sheet = function.together(OnePhoto.request(asking(
                common,
                "saliency",
                Map.of("name", "grad-cam", "upsample", false),
                Map.of("name", "smooth-grad", "samples", 4),
                "layer-cam",
                Map.of("name", "saliency", "absolute", true))));
        List<Response> alone = List.of(
                alone(0, common, Map.of()),
                alone(2, common, Map.of("upsample", false)),
                alone(4, common, Map.of("samples", 4)),
                alone(3, common, Map.of()),
                alone(0, common, Map.of("absolute", true)));
        assertThat(sheet.answers()).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            Response found = sheet.answers().get(i);
            assertThat(found.outputs()).isEqualTo(alone.get(i).outputs());
            assertThat(found.label()).isEqualTo(alone.get(i).label());
            assertThat(withoutTime(found)).isEqualTo(withoutTime(alone.get(i)));
        }
    }

    private Response alone(int algorithm, Map<String, Object> common, Map<String, Object> own) {
        Map<String, Object> fields = new LinkedHashMap<>(common);
        fields.putAll(own);
        return explainer.explain(ALGORITHMS.get(algorithm), OnePhoto.request(fields));
    }

    private static JsonNode withoutTime(Response response) {
        return response.quality().deepCopy().without("seconds");
    }

    /** Those that share a run tell its seconds, which two runs hardly have in common; what samples has a run of its own. */
    @Test
    void equationsShareOneRun() {
        Sheet sheet = function.together(OnePhoto.request(
                asking(Map.of(), "grad-cam", Map.of("name", "smooth-grad", "samples", 2), "saliency", "layer-cam")));
        List<Double> seconds = sheet.answers().stream()
                .map(answer -> answer.quality().path("seconds").doubleValue())
                .toList();
        assertThat(seconds.get(2)).isEqualTo(seconds.get(0));
        assertThat(seconds.get(3)).isEqualTo(seconds.get(0));
        assertThat(seconds.get(1)).isNotEqualTo(seconds.get(0));
    }

    @Test
    void aSheetHasAPictureForEach() throws IOException {
        Request request = OnePhoto.request(asking(Map.of("picture", true), "saliency", "grad-cam", "layer-cam"));
        JsonNode json = MAPPER.valueToTree(function.together(request));
        assertThat(json.at("/answers")).hasSize(3);
        assertThat(json.at("/answers/1/quality/algorithm").textValue()).isEqualTo("grad-cam");
        assertThat(json.at("/answers/1/picture").isMissingNode()).isTrue();
        Picture sheet = Picture.read(json.path("picture").binaryValue());
        Request one = OnePhoto.request(asking(Map.of("picture", true), "saliency"));
        Picture two = Picture.read(
                MAPPER.valueToTree(function.together(one)).path("picture").binaryValue());
        assertThat(sheet.width()).isGreaterThan(two.width() * 3 / 2);
        JsonNode none = MAPPER.valueToTree(function.together(OnePhoto.request(asking(Map.of(), "saliency"))));
        assertThat(none.has("picture")).isFalse();
    }

    /** As SVG the letters can be read: each map has its own legend. */
    @Test
    void aSheetHasALegendForEach() {
        Map<String, Object> svgs = Map.of("picture", List.of("diverging", "svg"));
        Request request = OnePhoto.request(asking(svgs, "saliency", "grad-cam"));
        JsonNode json = MAPPER.valueToTree(function.together(request));
        assertThat(json.path("picture_type").textValue()).isEqualTo("image/svg+xml");
        String svg = json.path("picture").textValue();
        assertThat(svg).contains("what the model sees</text>", "saliency</text>", "grad-cam</text>");
        assertThat(svg.split("<image ", -1)).hasSize(1 + 3);
        assertThat(svg.split(" against it</text>", -1)).hasSize(1 + 2);
        assertThat(svg.split(" for it</text>", -1)).hasSize(1 + 2);
    }

    /** Of a text slopes are shown by their size, products by their sum, as alone; each is a text of its own. */
    @Test
    void textsAreAnsweredAsAlone() {
        Map<String, JsonNode> text = Map.of("text", MAPPER.valueToTree("a terrible film ."));
        Map<String, JsonNode> fields = new LinkedHashMap<>(text);
        fields.put("algorithms", MAPPER.valueToTree(List.of("saliency", "input-x-gradient", "saliency")));
        fields.put("picture", MAPPER.valueToTree("html"));
        JsonNode json = MAPPER.valueToTree(function.together(new Request(fields)));
        List<String> pictures = new ArrayList<>();
        json.path("answers")
                .forEach(answer -> pictures.add(answer.path("picture").asText()));
        assertThat(pictures).hasSize(3).allMatch(picture -> picture.contains("terrible"));
        assertThat(json.has("picture")).isFalse();
        for (int i = 0; i < 3; i++) {
            Response alone = explainer.explain(ALGORITHMS.get(i % 2), new Request(text));
            JsonNode expected = MAPPER.valueToTree(alone).path("outputs");
            assertThat(json.path("answers").get(i).path("outputs")).isEqualTo(expected);
        }
    }

    @Test
    void whatIsWrongIsToldOfWhom() {
        refused(Map.of(), "algorithms", "is missing");
        refused(Map.of("algorithms", "saliency"), "algorithms", "is missing");
        refused(asking(Map.of(), "saliency", "grad-kam"), "algorithms[1]", "grad-cam");
        refused(asking(Map.of(), "saliency", Map.of("layer", "x")), "algorithms[1]", "no name");
        Map<String, Object> wrong = Map.of("name", "smooth-grad", "samples", -3);
        refused(asking(Map.of(), "saliency", wrong), "algorithms[1].samples", "of smooth-grad is -3, not positive");
        Map<String, Object> unknown = Map.of("name", "grad-cam", "layr", "x");
        refused(asking(Map.of(), unknown), "algorithms[0].layr", "no parameter here; near it: layer");
        Map<String, Object> lost = Map.of("name", "grad-cam", "layer", "lost");
        refused(asking(Map.of(), "saliency", lost), "algorithms[1]", "of grad-cam: the model has no layer [lost]");
        Map<String, Object> other = Map.of("name", "grad-cam", "target", 2);
        refused(asking(Map.of(), other), "algorithms[0].target", "give it beside them");
        refused(asking(Map.of("samples", 3), "saliency"), "algorithms[0].samples", "no parameter here");
        refused(asking(Map.of("target", 80), "saliency", "grad-cam"), "", "80");
    }

    private void refused(Map<String, Object> fields, String field, String told) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> function.together(OnePhoto.request(fields)))
                .withMessageContaining(told)
                .satisfies(refusal -> assertThat(refusal.field().orElse("")).isEqualTo(field))
                .satisfies(refusal -> assertThat(Problem.of(refusal).status()).isEqualTo(400));
    }
}
