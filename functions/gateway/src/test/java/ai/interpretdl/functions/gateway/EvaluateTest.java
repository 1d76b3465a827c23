package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import ai.interpretdl.functions.evaluate.Measures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations are measured over HTTP, by the path of the measure. */
@QuarkusTest
class EvaluateTest {
    static Stream<String> measures() {
        // these two take away words, and a picture has none
        return Measures.names().stream()
                .filter(name -> !name.equals("comprehensiveness") && !name.equals("sufficiency"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abpc", "infidelity", "comprehensiveness", "sufficiency"})
    void measuresOfTextsAnswer(String measure) {
        given().contentType("application/json")
                .body("{\"text\": \"A terrible, boring film.\", \"unit\": \"word\", \"replacement\": \"delete\","
                        + " \"algorithm\": \"input-x-gradient\"}")
                .post("/evaluate/" + measure)
                .then()
                .statusCode(200)
                .body("model", equalTo("minilm-sentiment"))
                .body("numbers.'" + measure + "'", notNullValue());
    }

    @ParameterizedTest
    @MethodSource("measures")
    void everyMeasureAnswers(String measure) throws IOException {
        String truth = measure.equals("pointing-game") || measure.equals("localisation")
                ? ", \"boxes\": [[4, 4, 20, 20]]"
                : "";
        String small = measure.equals("infidelity") ? ", \"sides\": [8]" : "";
        ask("evaluate/" + measure, "\"algorithm\": \"saliency\"" + truth + small)
                .statusCode(200)
                .body("measure", equalTo(measure))
                .body("algorithm", equalTo("saliency"))
                .body("numbers", notNullValue())
                .body("numbers.'" + measure + "'", notNullValue());
    }

    @Test
    void attributionsThatAFunctionAnsweredAreMeasuredAsIfMadeHere() throws IOException {
        String explained = given().contentType("application/json")
                .body("{\"model\": \"fashion-cnn\", \"image\": \"" + chelsea() + "\", \"samples\": 5, \"seed\": 3}")
                .post("/smooth-grad")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String outputs = explained.substring(explained.indexOf("\"outputs\":") + 10, explained.lastIndexOf(']') + 1);
        double given = number(ask("evaluate/deletion", "\"steps\": 10, \"attributions\": " + outputs));
        double made = number(ask(
                "evaluate/deletion",
                "\"steps\": 10, \"seed\": 3, \"algorithm\": {\"name\": \"smooth-grad\", \"samples\": 5}"));
        assertThat(given).isEqualTo(made);
    }

    private static double number(ValidatableResponse response) {
        String body = response.statusCode(200).extract().asString();
        return new JsonPath(body)
                .using(new JsonPathConfig(JsonPathConfig.NumberReturnType.DOUBLE))
                .getDouble("numbers.deletion");
    }

    @Test
    void anEventOfTheTypeIsAnsweredToo() throws IOException {
        given().contentType("application/json")
                .body("{\"model\": \"fashion-cnn\", \"image\": \"" + chelsea()
                        + "\", \"algorithm\": \"grad-cam\", \"steps\": 5}")
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/test")
                .header("ce-type", "evaluate/insertion")
                .post("/")
                .then()
                .statusCode(200)
                .body("curves.insertion.values", hasSize(6))
                .body("curves.insertion.at[5]", equalTo(1.0f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deletion | \"steps\": 3 | algorithm is missing",
                "deletion | \"algorithm\": \"saliency\", \"attributions\": {\"shape\": [1], \"data\": [1]} | one of them",
                "deletion | \"algorithm\": \"salience\" | saliency",
                "deletion | \"algorithm\": {\"name\": \"smooth-grad\", \"samples\": -1} | samples is -1",
                "deletion | \"algorithm\": {\"name\": \"smooth-grad\", \"sampels\": 1} | sampels is no parameter",
                "deletion | \"algorithm\": \"saliency\", \"stpes\": 3 | stpes is no parameter",
                "deletion | \"algorithm\": \"saliency\", \"steps\": 0 | steps is 0",
                "deletion | \"attributions\": {\"shape\": [1, 3], \"data\": [1, 2, 3]} | attributions of",
                "stability | \"attributions\": {\"shape\": [1, 28, 28], \"data\": [1]} | has 1 elements",
                "pointing-game | \"algorithm\": \"saliency\" | boxes is missing",
                "infidelity | \"algorithm\": \"saliency\", \"sides\": [99] | smaller sides"
            })
    void whatCannotBeMeasuredIsToldAsAProblem(String measure, String fields, String told) throws IOException {
        ask("evaluate/" + measure, fields)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(told));
    }

    @Test
    void anUnknownMeasureIsNotFound() throws IOException {
        ask("evaluate/deletoin", "\"algorithm\": \"saliency\"").statusCode(404).contentType("application/problem+json");
    }

    private static ValidatableResponse ask(String path, String fields) throws IOException {
        return given().contentType("application/json")
                .body("{\"model\": \"fashion-cnn\", \"image\": \"" + chelsea() + "\", " + fields + "}")
                .post("/" + path)
                .then();
    }

    private static String chelsea() throws IOException {
        return Base64.getEncoder()
                .encodeToString(Files.readAllBytes(Path.of("..", "..", "models", "photos", "chelsea.png")));
    }
}
