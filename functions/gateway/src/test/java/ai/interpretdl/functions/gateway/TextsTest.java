package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts by path and by protocol: tokens, words, pictures, and what is refused. */
@QuarkusTest
class TextsTest {
    private static final String SENTENCE = "The acting was terrible, a waste of time.";

    @Test
    void theDefaultModelReadsSentimentAndSaysWhichWordsDecide() {
        JsonPath answer = ask("occlusion", "{\"text\": \"" + SENTENCE + "\"}")
                .statusCode(200)
                .body("model", equalTo("minilm-sentiment"))
                .body("label", equalTo("negative"))
                .body("picture", nullValue())
                .extract()
                .jsonPath();
        List<String> words = data(answer, "words");
        List<Float> numbers = data(answer, "word_attributions");
        assertThat(words).hasSize(numbers.size()).contains("terrible", "waste", ",");
        int most = numbers.indexOf(numbers.stream().max(Float::compare).orElseThrow());
        assertThat(words.get(most)).isIn("terrible", "waste");
    }

    @Test
    void offsetsCountCodePointsOfTheTextAndSpecialTokensHaveNone() {
        String text = "😀 unaffable";
        JsonPath answer = ask("saliency", "{\"text\": \"" + text + "\"}")
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> tokens = data(answer, "tokens");
        List<Integer> offsets = data(answer, "offsets");
        assertThat(tokens.get(0)).isEqualTo("[CLS]");
        assertThat(offsets.subList(0, 2)).containsExactly(-1, -1);
        List<String> words = data(answer, "words");
        List<Integer> places = data(answer, "word_offsets");
        assertThat(words).containsExactly("😀", "unaffable");
        assertThat(places).containsExactly(0, 1, 2, 11);
    }

    @Test
    void aBatchIsPaddedAndTheSameAsItsTexts() {
        String longer = "I love it, the battery lasts for days and the screen is bright.";
        JsonPath both = ask("saliency", "{\"text\": [\"" + SENTENCE + "\", \"" + longer + "\"]}")
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath one =
                ask("saliency", "{\"text\": \"" + SENTENCE + "\"}").extract().jsonPath();
        List<Float> alone = data(one, "attributions.input_ids");
        List<Float> padded = data(both, "attributions.input_ids");
        float largest = Collections.max(alone);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(padded.get(i)).as("token %d", i).isCloseTo(alone.get(i), offset(1e-5f * largest));
        }
        assertThat(padded.get(alone.size())).as("padding").isZero();
        assertThat(TextsTest.<String>data(both, "predicted_label")).containsExactly("negative", "positive");
    }

    /** Behind a normalisation the slopes of a token sum to nothing, so their sizes are taken; the protocol sums unless told. */
    @Test
    void slopesAreShownByTheirSize() {
        JsonPath sizes =
                ask("saliency", "{\"text\": \"" + SENTENCE + "\"}").extract().jsonPath();
        assertThat(TextsTest.<Float>data(sizes, "word_attributions"))
                .allSatisfy(size -> assertThat(size).isGreaterThan(0.01f));
        JsonPath sums = ask("saliency", "{\"text\": \"" + SENTENCE + "\", \"granularity\": \"token\"}")
                .extract()
                .jsonPath();
        assertThat(TextsTest.<Float>data(sums, "attributions.input_ids"))
                .allSatisfy(sum -> assertThat(sum).isCloseTo(0, offset(1e-4f)));
    }

    /** Each algorithm of texts with what it takes: finite numbers for the words of both texts, and their sum where it promises one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "saliency | ''",
                "input-x-gradient | ''",
                "smooth-grad | \"samples\": 3",
                "guided-backprop | ''",
                "integrated-gradients | \"steps\": 20",
                "integrated-gradients | \"steps\": 20, \"baseline\": \"pad\"",
                "integrated-gradients | \"steps\": 20, \"baseline\": \"mask\"",
                "gradient-shap | \"samples\": 3, \"baseline\": \"mask\"",
                "deep-lift | ''",
                "deep-lift | \"baseline\": \"pad\"",
                "lrp | ''",
                "lrp | \"composite\": \"attention\"",
                "occlusion | \"unit\": \"token\"",
                "occlusion | \"unit\": \"word\", \"replacement\": \"delete\"",
                "occlusion | \"unit\": \"word\", \"replacement\": \"mask\"",
                "lime | \"samples\": 20",
                "lime | \"samples\": 20, \"unit\": \"token\"",
                "kernel-shap | \"samples\": 20",
                "kernel-shap | \"samples\": 20, \"unit\": \"token\", \"replacement\": \"delete\"",
                "partition-shap | \"samples\": 20",
                "partition-shap | \"samples\": 20, \"unit\": \"token\"",
                "norm-lime | \"samples\": 20",
                "norm-lime | \"samples\": 20, \"kinds\": \"tokens\"",
                "generic-attention | ''",
                "bidirectional-transformer | \"steps\": 3",
                "rollout | ''",
                "consensus | \"model\": \"textcnn\", \"models\": [\"bilstm\"], \"inner\": \"saliency\""
            })
    void everyTextOfAListIsExplained(String algorithm, String parameters) {
        String rest = parameters.isEmpty() ? "" : ", " + parameters;
        JsonPath answer = ask(algorithm, "{\"text\": [\"Great phone!\", \"A terrible, boring film.\"]" + rest + "}")
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Float> numbers = data(answer, "word_attributions");
        assertThat(numbers).hasSizeBetween(8, 12).doesNotContainNull();
        assertThat(numbers.stream().anyMatch(number -> number != 0))
                .as("all zero")
                .isTrue();
        boolean complete = answer.getList("outputs.name").contains("completeness_delta");
        if (complete && !algorithm.equals("gradient-shap")) {
            assertThat(TextsTest.<Float>data(answer, "completeness_delta"))
                    .allSatisfy(delta -> assertThat(delta).isCloseTo(0, offset(0.2f)));
        }
    }

    /** Sentences have attributions of their own name. */
    @ParameterizedTest
    @CsvSource({"occlusion", "partition-shap"})
    void sentencesAreUnitsToo(String algorithm) {
        JsonPath answer = ask(algorithm, "{\"text\": \"Great phone! It broke at once.\", \"unit\": \"sentence\"}")
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(TextsTest.<String>data(answer, "sentences")).containsExactly("Great phone!", "It broke at once.");
        assertThat(TextsTest.<Float>data(answer, "sentence_attributions")).hasSize(2);
    }

    @Test
    void whatDoesNotFitIsSaid() {
        String words = "good ".repeat(130);
        ask("saliency", "{\"model\": \"textcnn\", \"text\": \"" + words + "\"}")
                .statusCode(200)
                .body("quality.truncated", containsString("text 0: 2 tokens"))
                .body("outputs.find { it.name == 'truncated' }.data", equalTo(List.of(2)));
        ask("saliency", "{\"text\": \"" + SENTENCE + "\"}").body("quality.truncated", nullValue());
    }

    @Test
    void colouredTextsCannotActInAPage() {
        String picture = ask(
                        "integrated-gradients",
                        "{\"text\": \"<script>alert('bad')</script> but a great film\", \"steps\": 5, \"picture\": true,"
                                + " \"true_label\": \"positive\", \"target\": \"positive\"}")
                .statusCode(200)
                .body("picture_type", equalTo("text/html"))
                .extract()
                .path("picture");
        assertThat(picture)
                .contains("script", "&lt;", "great", "True Label", "positive")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource({"svg, image/svg+xml, <svg", "ansi, text/plain, Legend", "html, text/html, <table"})
    void coloursComeInSeveralForms(String form, String type, String content) {
        ask("saliency", "{\"text\": \"" + SENTENCE + "\", \"picture\": \"" + form + "\"}")
                .statusCode(200)
                .body("picture_type", equalTo(type))
                .body("picture", containsString(content));
    }

    @Test
    void thePathAndTheProtocolGiveTheSameNumbers() {
        String parameters = "\"steps\": 7, \"baseline\": \"mask\", \"target\": \"negative\"";
        JsonPath byPath = ask("integrated-gradients", "{\"text\": \"" + SENTENCE + "\", " + parameters + "}")
                .statusCode(200)
                .extract()
                .jsonPath();
        String bytes = Base64.getEncoder().encodeToString(SENTENCE.getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("input_ids", "text")) {
            JsonPath byProtocol = explain(
                            "{\"inputs\": [{\"name\": \"" + name + "\", \"datatype\": \"BYTES\", \"shape\": [1],"
                                    + " \"data\": [\"" + bytes
                                    + "\"]}], \"parameters\": {\"algorithm\": \"integrated-gradients\", "
                                    + parameters + "}}")
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(TextsTest.<Float>data(byProtocol, "attributions.input_ids"))
                    .isEqualTo(data(byPath, "attributions.input_ids"));
            assertThat(TextsTest.<String>data(byProtocol, "tokens")).isEqualTo(data(byPath, "tokens"));
        }
        float delta = TextsTest.<Float>data(byPath, "completeness_delta").get(0);
        assertThat(delta).as("7 points of Gauss and Legendre").isCloseTo(0, offset(0.2f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": 3} | 400 | text",
                "{\"text\": []} | 400 | text is empty",
                "{\"text\": \"a\", \"image\": \"b\"} | 400 | image is given beside text",
                "{\"text\": \"a\", \"model\": \"fashion-cnn\"} | 400 | reads none",
                "{\"text\": [\"a\", \"b\"], \"text_pair\": \"c\"} | 400 | text_pair has 1 texts beside 2",
                "{\"text\": \"a\", \"unit\": \"letter\"} | 400 | unit is \"letter\", not one of sentence, token, word",
                "{\"text\": \"a\", \"replacement\": \"nothing\"} | 400 | replacement",
                "{\"text\": \"a\", \"picture\": \"jpeg\"} | 400 | ansi, html, png, svg",
                "{\"text\": \"  \"} | 400 | without anything that could be hidden",
                "{\"text\": \"a\", \"model\": \"textcnn\", \"replacement\": \"mask\"} | 400 | no token for mask",
                "{\"text\": \"a\", \"window\": [1]} | 400 | window is no parameter here"
            })
    void whatMakesNoSenseIsToldByItsName(String body, int status, String told) {
        ask("occlusion", body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(told));
    }

    @Test
    void bytesThatAreNoTextAreAnotherMediaType() {
        explain(
                        "{\"inputs\": [{\"name\": \"input_ids\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"//79\"]}],"
                                + " \"parameters\": {\"algorithm\": \"saliency\"}}")
                .statusCode(415)
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void twoTextsAreReadAsAPair() {
        JsonPath answer = ask("occlusion", "{\"text\": \"How was it?\", \"text_pair\": \"Terrible, a waste.\"}")
                .statusCode(200)
                .body("outputs.find { it.name == 'passages' }.data", not(nullValue()))
                .extract()
                .jsonPath();
        assertThat(TextsTest.<String>data(answer, "words"))
                .containsExactly("How", "was", "it", "?", "Terrible", ",", "a", "waste", ".");
        assertThat(TextsTest.<Integer>data(answer, "passages")).contains(-1, 0, 1);
    }

    private static <T> List<T> data(JsonPath answer, String output) {
        return answer.getList("outputs.find { it.name == '" + output + "' }.data");
    }

    private static ValidatableResponse ask(String function, String body) {
        return given().contentType("application/json; charset=UTF-8")
                .body(body)
                .post("/" + function)
                .then();
    }

    private static ValidatableResponse explain(String body) {
        return given().contentType("application/json; charset=UTF-8")
                .body(body)
                .post("/v2/models/minilm-sentiment/explain")
                .then();
    }
}
