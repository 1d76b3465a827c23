package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A function is asked by its path or by an event of its type; whatever is wrong is told in one form. */
@QuarkusTest
class FunctionsTest {
    private static final Path PHOTOS = Path.of("..", "..", "models", "photos");

    @Test
    void aPathAndBothFormsOfEventGiveTheSameAnswer() throws IOException {
        String request = "{\"model\": \"fashion-cnn\", \"samples\": 3, \"seed\": 7, \"image\": \"" + chelsea() + "\"}";

        String byPath = given().contentType("application/json")
                .body(request)
                .post("/smooth-grad")
                .then()
                .statusCode(200)
                .body("quality.algorithm", equalTo("smooth-grad"))
                .body("quality.samples", equalTo(3))
                .body("outputs[0].shape", equalTo(Arrays.asList(1, 1, 28, 28)))
                .extract()
                .path("quality.answer_id");
        String byBinaryEvent = given().contentType("application/json")
                .body(request)
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/test")
                .header("ce-type", "smooth-grad")
                .post("/")
                .then()
                .statusCode(200)
                .extract()
                .path("quality.answer_id");
        String byStructuredEvent = given().contentType("application/cloudevents+json")
                .body("{\"specversion\": \"1.0\", \"id\": \"2\", \"source\": \"/test\", \"type\": \"smooth-grad\","
                        + " \"datacontenttype\": \"application/json\", \"data\": " + request + "}")
                .post("/")
                .then()
                .statusCode(200)
                .body("type", equalTo("smooth-grad.output"))
                .extract()
                .path("data.quality.answer_id");

        assertThat(byPath).isNotBlank().isEqualTo(byBinaryEvent).isEqualTo(byStructuredEvent);
    }

    @Test
    void theDefaultModelSeesACat() throws IOException {
        ask("saliency", "{\"image\": \"" + chelsea() + "\"}")
                .statusCode(200)
                .body("label", equalTo("cat"))
                .body("probability", greaterThan(0.3f))
                .body("outputs[0].name", equalTo("attributions.images"));
    }

    @Test
    void severalAlgorithmsAnswerAtOnce() throws IOException {
        ask(
                        "together",
                        "{\"image\": \"" + chelsea() + "\", \"model\": \"fashion-cnn\", \"picture\": true,"
                                + " \"algorithms\": [\"saliency\", {\"name\": \"grad-cam\", \"upsample\": false}]}")
                .statusCode(200)
                .body("answers.quality.algorithm", equalTo(Arrays.asList("saliency", "grad-cam")))
                .body("answers[0].outputs[0].name", equalTo("attributions.image"))
                .body("picture_type", equalTo("image/png"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | 400 | not a JSON object",
                "[1] | 400 | not a JSON object",
                "null | 400 | JSON object",
                "{\"image\": | 400 | not a JSON object",
                "{} | 400 | image is missing",
                "{\"image\": \"PHOTO\", \"sampels\": 3} | 400 | sampels is no parameter here",
                "{\"image\": \"PHOTO\", \"samples\": -3} | 400 | samples is -3, not positive",
                "{\"image\": \"PHOTO\", \"samples\": NaN} | 400 | not a JSON object",
                "{\"image\": \"PHOTO\", \"model\": \"coco\"} | 404 | coco-centernet",
                "{\"image\": \"PHOTO\", \"target\": \"kat\"} | 400 | cat",
                "{\"image\": \"PHOTO\", \"target\": 80} | 400 | 80",
                "{\"image\": \"PHOTO\", \"output_name\": \"scorse\"} | 400 | scores",
                "{\"image\": \"PHOTO\", \"model\": \"minilm-sentiment\"} | 400 | image",
                "{\"image\": \"TRUNCATED\"} | 400 | image",
                "{\"image\": \"HUGE\"} | 413 | image",
                "{\"image\": \"bm8gcGljdHVyZQ==\"} | 415 | image",
                "{\"image\": \"http://127.0.0.1/cat.jpg\"} | 400 | http",
                "{\"image\": \"file:///etc/passwd\"} | 400 | outside"
            })
    void badInputIsToldInOneForm(String body, int status, String told) throws IOException {
        String request = body.replace("PHOTO", chelsea())
                .replace("TRUNCATED", base64(Arrays.copyOf(photo("china.jpg"), 20_000)))
                .replace("HUGE", base64(hugePng()));
        ask("smooth-grad", request)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(told))
                .body("error", containsString(told));
    }

    @Test
    void anEmptyBodyAnUnknownFunctionAndAnotherMediaTypeAreToldInTheSameForm() {
        given().contentType("application/json")
                .post("/smooth-grad")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("empty"));
        ask("smooth-gard", "{}").statusCode(404).contentType("application/problem+json");
        given().contentType("text/plain")
                .body("x")
                .post("/smooth-grad")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .body("{}")
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/test")
                .header("ce-type", "smooth-gard")
                .post("/")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse ask(String function, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/" + function)
                .then();
    }

    private static String chelsea() throws IOException {
        return base64(photo("chelsea.png"));
    }

    private static byte[] photo(String name) throws IOException {
        return Files.readAllBytes(PHOTOS.resolve(name));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A PNG header that announces 20000 x 20000 pixels. */
    private static byte[] hugePng() throws IOException {
        byte[] png = photo("chelsea.png");
        int[] side = {0, 0, 0x4e, 0x20};
        for (int i = 0; i < 4; i++) {
            png[16 + i] = (byte) side[i];
            png[20 + i] = (byte) side[i];
        }
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        return png;
    }
}
