package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConformanceTest {
    private static final String PATH = "/v2/models/fashion-cnn/conformance";

    @Test
    void jsonComesUnlessTextIsPreferred() {
        given().when()
                .get(PATH)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("model", equalTo("fashion-cnn"))
                .body("full", equalTo(true))
                .body("batching", equalTo("free"))
                .body("inputs.image", equalTo("FLOAT[1, 1, 28, 28]"))
                .body("gradient.relative_error.doubleValue()", closeTo(0, 0.05))
                .body("with_gradient.bytes", greaterThan(0))
                .body("maps.operator", hasItem("Relu"));
        given().accept("text/plain")
                .get(PATH)
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(startsWith("fashion-cnn: everything works"))
                .body(containsString("any number a call"));
    }

    @Test
    void whatIsNotThereIsAProblem() {
        given().get("/v2/models/fashion/conformance")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("error", containsString("fashion-cnn"));
    }
}
