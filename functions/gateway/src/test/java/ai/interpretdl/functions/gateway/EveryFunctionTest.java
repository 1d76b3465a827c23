package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import ai.interpretdl.functions.kit.Functions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway serves every algorithm that has a module: a line that is missing from its pom is missed here. */
@QuarkusTest
class EveryFunctionTest {
    @Inject
    Functions served;

    static List<String> algorithms() throws IOException {
        return Modules.algorithms();
    }

    @Test
    void everyModuleIsServed() throws IOException {
        assertThat(algorithms()).hasSizeGreaterThan(50);
        assertThat(served.names()).containsExactlyInAnyOrderElementsOf(algorithms());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anAlgorithmSaysWhatIsMissing(String name) {
        missing(name, "image");
    }

    @Test
    void whatTakesAlgorithmsSaysWhatIsMissing() {
        missing("together", "algorithms");
        missing("evaluate", "measure");
    }

    private static void missing(String function, String field) {
        given().contentType("application/json")
                .body("{}")
                .post("/" + function)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body("detail", containsString(field + " is missing"));
    }
}
