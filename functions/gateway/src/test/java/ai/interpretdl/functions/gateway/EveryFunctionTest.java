package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import ai.interpretdl.functions.kit.Functions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway serves every algorithm that has a module: a line that is missing from its pom is missed here. */
@QuarkusTest
class EveryFunctionTest {
    private static final Path MODULES = Path.of("..");

    @Inject
    Functions served;

    /** The folders of functions/ with an algorithm in them, which are named as it is published. */
    static List<String> algorithms() throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            return modules.filter(EveryFunctionTest::isAlgorithm)
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean isAlgorithm(Path module) {
        Path sources = module.resolve(Path.of("src", "main", "java"));
        if (!Files.isDirectory(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> text(file).contains(" implements ExplainFunction"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
