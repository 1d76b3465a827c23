package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explain call of the Open Inference Protocol, asked with numbers. */
@QuarkusTest
class ProtocolTest {
    private static final int PIXELS = 28 * 28;

    @Test
    void theServerTellsWhatItHas() {
        get("/v2").then().statusCode(200).body("extensions", hasItems("explain", "binary_tensor_data"));
        get("/v2/health/live").then().statusCode(200);
        get("/v2/health/ready").then().statusCode(200);
        get("/v2/models").then().statusCode(200).body("models.name", hasItems("coco-centernet", "fashion-cnn"));
    }

    @Test
    void aModelTellsItsPortsLabelsAndLayers() {
        get("/v2/models/coco-centernet")
                .then()
                .statusCode(200)
                .body("platform", equalTo("onnx_onnxv1"))
                .body("inputs[0].shape", equalTo(List.of(1, 3, 320, 320)))
                .body("parameters.labels", hasItem("cat"))
                .body("parameters.layers.name", hasItem("CenternetHead/Relu"))
                .body("parameters.algorithms", hasItems("smooth-grad", "lime"));
        get("/v2/models/coco-centernet/versions/1/ready").then().statusCode(200);
        get("/v2/models/coco-centernet/versions/2").then().statusCode(404).contentType("application/problem+json");
        get("/v2/models/coco").then().statusCode(404).body("error", containsString("coco-centernet"));
    }

    @Test
    void inferenceAndTheScoreOfAnExplanationAreTheSameNumber() {
        List<Float> logits =
                ask("infer", request("")).then().statusCode(200).extract().path("outputs[0].data");
        int best = logits.indexOf(Collections.max(logits));

        float score = ask("explain", request("\"algorithm\": \"saliency\", \"target\": " + best))
                .then()
                .statusCode(200)
                .extract()
                .path("outputs.find { it.name == 'score' }.data[0]");

        assertThat(score).isCloseTo(logits.get(best), org.assertj.core.data.Offset.offset(1e-4f));
    }

    @Test
    void attributionsOfIntegratedGradientsSumToTheChangeInScore() {
        String parameters = "\"algorithm\": \"integrated-gradients\", \"steps\": 200, \"target\": 3";
        var answer = ask("explain", request(parameters))
                .then()
                .statusCode(200)
                .body("parameters.algorithm", equalTo("integrated-gradients"))
                .extract();
        float delta = answer.path("outputs.find { it.name == 'completeness_delta' }.data[0]");
        float score = answer.path("outputs.find { it.name == 'score' }.data[0]");
        float baseline = answer.path("outputs.find { it.name == 'baseline_score' }.data[0]");

        // the path crosses the kinks of a net of ReLUs, between which 200 points fall as they may
        assertThat(Math.abs(delta)).isLessThan(0.05f * Math.abs(score - baseline));
    }

    @Test
    void aGivenBaselineEqualToTheInputLeavesNothingToExplain() {
        String baseline =
                ", {\"name\": \"baseline.image\", \"datatype\": \"FP32\", \"shape\": [1, 1, 28, 28], \"data\": "
                        + pixels() + "}";
        String body = "{\"inputs\": [" + image() + baseline
                + "], \"parameters\": {\"algorithm\": \"integrated-gradients\", \"steps\": 5, \"target\": 0}}";

        List<Float> attributions = ask("explain", body)
                .then()
                .statusCode(200)
                .extract()
                .path("outputs.find { it.name == 'attributions.image' }.data");

        assertThat(attributions).hasSize(PIXELS).containsOnly(0f);
    }

    @Test
    void binaryAndJsonTensorsGiveTheSameBytes() {
        String parameters = "\"algorithm\": \"smooth-grad\", \"samples\": 3, \"seed\": 5";
        List<Float> json = ask("explain", request(parameters))
                .then()
                .statusCode(200)
                .extract()
                .path("outputs.find { it.name == 'attributions.image' }.data");

        String header =
                "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"FP32\", \"shape\": [1, 1, 28, 28], \"parameters\":"
                        + " {\"binary_data_size\": " + 4 * PIXELS
                        + "}}], \"outputs\": [{\"name\": \"attributions.image\"}],"
                        + " \"parameters\": {" + parameters + ", \"binary_data_output\": true}}";
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(head.length + 4 * PIXELS)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(head);
        for (int i = 0; i < PIXELS; i++) {
            body.putFloat(pixel(i));
        }
        var response = given().contentType("application/octet-stream")
                .header("Inference-Header-Content-Length", String.valueOf(head.length))
                .body(body.array())
                .post("/v2/models/fashion-cnn/explain")
                .then()
                .statusCode(200)
                .extract();
        int length = Integer.parseInt(response.header("Inference-Header-Content-Length"));
        ByteBuffer tensor = ByteBuffer.wrap(response.asByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(length);

        for (Float value : json) {
            assertThat(tensor.getFloat()).isEqualTo(value);
        }
        assertThat(tensor.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"target\": 3 | algorithm is missing",
                "\"algorithm\": \"smooth-gard\" | smooth-grad",
                "\"algorithm\": \"saliency\", \"steps\": 3 | steps is no parameter here",
                "\"algorithm\": \"saliency\", \"target\": 10 | 10",
                "\"algorithm\": \"saliency\", \"explain\": [\"imgae\"] | image",
                "\"algorithm\": \"saliency\", \"seed\": -1 | seed is -1",
                "\"algorithm\": \"grad-cam\", \"layer\": \"nowhere\" | nowhere"
            })
    void aWrongParameterIsNamed(String parameters, String told) {
        ask("explain", request(parameters))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", containsString(told));
    }

    @Test
    void aPixelThatIsNoNumberAndAWrongShapeAreNamed() {
        byte[] head =
                ("{\"inputs\": [{\"name\": \"image\", \"datatype\": \"FP32\", \"shape\": [1, 1, 28, 28], \"parameters\":"
                                + " {\"binary_data_size\": " + 4 * PIXELS
                                + "}}], \"parameters\": {\"algorithm\": \"saliency\"}}")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(head.length + 4 * PIXELS)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(head)
                .putFloat(head.length + 4 * 5, Float.NaN);
        given().contentType("application/octet-stream")
                .header("Inference-Header-Content-Length", String.valueOf(head.length))
                .body(body.array())
                .post("/v2/models/fashion-cnn/explain")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", containsString("inputs.image has NaN as element 5, in row 0"));

        String wide =
                "{\"name\": \"image\", \"datatype\": \"FP32\", \"shape\": [1, 1, 4, 196], \"data\": " + pixels() + "}";
        ask("explain", "{\"inputs\": [" + wide + "], \"parameters\": {\"algorithm\": \"saliency\"}}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", containsString("image has shape [1, 1, 4, 196]"));
    }

    private static io.restassured.response.Response ask(String call, String body) {
        return given().contentType("application/json").body(body).post("/v2/models/fashion-cnn/" + call);
    }

    private static String request(String parameters) {
        return "{\"inputs\": [" + image() + "], \"parameters\": {" + parameters + "}}";
    }

    private static String image() {
        return "{\"name\": \"image\", \"datatype\": \"FP32\", \"shape\": [1, 1, 28, 28], \"data\": " + pixels() + "}";
    }

    /** A picture without flat areas: where many pixels are equal, many units switch at one point of a path. */
    private static String pixels() {
        StringJoiner all = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < PIXELS; i++) {
            all.add(String.valueOf(pixel(i)));
        }
        return all.toString();
    }

    private static float pixel(int i) {
        return i * 37 % 101 / 101f;
    }
}
