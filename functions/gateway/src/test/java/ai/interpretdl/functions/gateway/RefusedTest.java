package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this server does not take at all, and what a model does not have: told in the form of all other problems. */
@QuarkusTest
@TestProfile(RefusedTest.Small.class)
class RefusedTest {
    private static final Path FOLDER = Path.of("target", "refused").toAbsolutePath();
    private static final String VALUES = "\"values\": [1, 2], \"target\": \"sum\"";
    private static final String TENSOR =
            "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1, 2], \"data\": [1, 2]}],"
                    + " \"parameters\": {\"algorithm\": \"saliency\", \"target\": \"sum\"}}";

    public static class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.createDirectories(FOLDER.resolve("models"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Stump.write(FOLDER.resolve("models/stump.onnx"));
            Rent.write(FOLDER.resolve("models/rent.onnx"));
            return Map.of(
                    "quarkus.http.limits.max-body-size", "10K",
                    "interpretdl.models", FOLDER.resolve("models").toString(),
                    "interpretdl.inbox", FOLDER.resolve("inbox").toString(),
                    "interpretdl.outbox", FOLDER.resolve("outbox").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/saliency", "/together", "/evaluate/deletion", "/", "/v2/models/stump/explain"})
    void aBodyAboveTheLimitIsTooLarge(String path) {
        given().contentType("application/json")
                .body("{\"image\": \"" + "A".repeat(20_000) + "\"}")
                .post(path)
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("status", equalTo(413))
                .body("detail", containsString("larger than this server takes"))
                .body("error", containsString("larger than this server takes"));
    }

    @Test
    void aGradientOfTreesIsRefusedWithTheOperator() {
        given().contentType("application/json")
                .body("{\"model\": \"stump\", " + VALUES + "}")
                .post("/saliency")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("status", equalTo(422))
                .body("operator", containsString("TreeEnsembleRegressor"))
                .body("node", containsString("tree"))
                .body("detail", containsString("TreeEnsembleRegressor"));
        given().contentType("application/json")
                .body(TENSOR)
                .post("/v2/models/stump/explain")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("error", containsString("TreeEnsembleRegressor"));
    }

    @Test
    void itsMetadataListsNoGradients() {
        given().get("/v2/models/stump")
                .then()
                .statusCode(200)
                .body("parameters.algorithms", hasItems("feature-ablation", "kernel-shap", "lime"))
                .body("parameters.algorithms", not(hasItem("saliency")))
                .body("parameters.algorithms", not(hasItem("grad-cam")));
    }

    /** The same model by an algorithm that only asks for scores. */
    @Test
    void whatOnlyAsksForScoresExplainsIt() {
        given().contentType("application/json")
                .body("{\"model\": \"stump\", " + VALUES + "}")
                .post("/feature-ablation")
                .then()
                .statusCode(200)
                .body("outputs[0].data", hasSize(2));
    }

    /** Words of a table come as BYTES; the area gets what it costs in its row's town. */
    @Test
    void aColumnOfWordsTakesNoNumbers() {
        given().contentType("application/json")
                .body(rent("BYTES", "\"north\", \"south\""))
                .post("/v2/models/rent/explain")
                .then()
                .statusCode(200)
                .body("outputs.find { it.name == 'attributions.area' }.data", contains(10f, 15f));
        given().contentType("application/json")
                .body(rent("FP32", "1, 2"))
                .post("/v2/models/rent/explain")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", containsString("town"))
                .body("error", containsString("STRING"));
    }

    private static String rent(String type, String towns) {
        return "{\"inputs\": [{\"name\": \"area\", \"datatype\": \"FP32\", \"shape\": [2, 1], \"data\": [5, 5]},"
                + "{\"name\": \"town\", \"datatype\": \"" + type + "\", \"shape\": [2, 1], \"data\": [" + towns
                + "]}], \"parameters\": {\"algorithm\": \"input-x-gradient\", \"target\": \"sum\"}}";
    }
}
