package ai.interpretdl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages point one way. */
class LayersTest {
    private static final String HOUSE = "ai.interpretdl";

    /** Package, and the packages of the house that it may import besides itself and what lies in it. */
    private static final Map<String, Set<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("tensor", Set.of()),
            Map.entry("onnx", Set.of("tensor")),
            Map.entry("autodiff", Set.of("onnx", "tensor")),
            Map.entry("program", Set.of("autodiff", "onnx", "tensor")),
            // a model hands its graph and its rules to the programs about it
            Map.entry("model", Set.of("program", "autodiff", "onnx", "tensor")),
            Map.entry("image", Set.of("model", "tensor")),
            Map.entry("text", Set.of("model", "tensor")),
            Map.entry("training", Set.of("model", "program", "tensor")),
            Map.entry("interpret", Set.of("model", "program", "autodiff", "tensor")),
            Map.entry("interpret.data", Set.of("interpret", "training", "model", "program", "autodiff", "tensor")),
            Map.entry(
                    "evaluate",
                    Set.of("interpret", "image", "text", "training", "model", "program", "autodiff", "tensor")),
            Map.entry("runtime", Set.of("program", "model", "autodiff", "onnx", "tensor"))));

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(HOUSE);

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatLiesBelow(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_IMPORT.get(name).stream())
                .map(LayersTest::within)
                .toArray(String[]::new);
        // A package within another that has a line of its own in the table obeys that line.
        String[] others = packages()
                .filter(other -> other.startsWith(name + "."))
                .map(LayersTest::within)
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(within(name))
                        .and(resideInAnyPackage(others).negate()))
                .should()
                .dependOnClassesThat(resideInAPackage(within(""))
                        .and(resideInAnyPackage(allowed).negate()))
                .allowEmptyShould(true)
                .check(LIBRARY);
    }

    @Test
    void everyPackageHasALineInTheTable() {
        String[] known = Stream.concat(Stream.of(HOUSE), packages().map(LayersTest::within))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(LIBRARY);
    }

    @Test
    void onlyRuntimeKnowsOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("runtime"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(LIBRARY);
    }

    @Test
    void theLibraryKnowsNoFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..")
                .check(LIBRARY);
    }

    private static String within(String name) {
        return name.isEmpty() ? HOUSE + ".." : HOUSE + "." + name + "..";
    }
}
