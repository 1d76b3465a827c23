package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.UnevenCells;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured of a row does not depend on what else is in the batch, for every measure, also where rows have differently many features. */
class MeasuredCompanyTest {
    /** Take one text. */
    private static final Set<String> OF_TEXTS =
            Set.of("TextCurves", "TextInfidelity", "Comprehensiveness", "Sufficiency");

    private static final Baseline ZEROS = Baseline.zeros();

    private static final Tensor IMAGES = Laws.images(Laws.numbers(36, 2), Laws.numbers(36, 5));

    @TempDir
    Path folder;

    /** @param of the measure with what is a row's own; of all rows where the row is negative */
    private record Case(IntFunction<Evaluation> of) {
        @Override
        public String toString() {
            return of.apply(-1).getClass().getSimpleName();
        }
    }

    private static Truth truth(int row) {
        List<Truth.Box> boxes = List.of(new Truth.Box(0, 1, 3, 4), new Truth.Box(2, 2, 6, 5));
        return Truth.boxes(row < 0 ? boxes.stream().map(List::of).toList() : List.of(List.of(boxes.get(row))), 6, 6);
    }

    static Stream<Case> measures() {
        Removing removing = Removing.from(Substrate.zeros(), 6);
        List<Double> shares = List.of(0.3, 0.6);
        List<IntFunction<Evaluation>> each = List.of(
                any -> new Deletion(removing),
                any -> new Insertion(Removing.from(Substrate.blurred(1), 6)),
                any -> new PerturbationCurves(removing),
                any -> new Monotonicity(removing),
                any -> new Road(shares, Substrate.imputed(), Channels.SUM),
                r -> new Irof(UnevenCells.of(r), Substrate.zeros()),
                any -> new Infidelity(new Disturbance.Gaussian(5, 0.1), Infidelity.Unit.PER_UNIT),
                r -> new SensitivityN(UnevenCells.of(r), new Baseline.Normal(2), shares, 6),
                r -> new MuFidelity(UnevenCells.of(r), ZEROS, 0.4, 8, Correlation.PEARSON),
                any -> new AverageDrop(ZEROS, Channels.SUM),
                any -> new Complexity(Channels.SUM, 0.01),
                r -> new PointingGame(truth(r), 1, Channels.SUM),
                r -> new Localisation(truth(r), 0.25, 5, Channels.SUM),
                any -> new SensitivityMax(0.3, 3),
                any -> new SeedStability(3),
                any -> new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 2),
                any -> new RandomLogit());
        return each.stream().map(Case::new);
    }

    private static List<IntFunction<Interpretation>> algorithms() {
        Interpretation noisy = new SmoothGrad(new Saliency(false), 4, new Noise.Gaussian(1), SmoothGrad.Statistic.MEAN);
        IntFunction<Interpretation> lime =
                r -> new Lime(UnevenCells.of(r), ZEROS, 40, new Locality(0.25), new Ridge(1));
        return List.of(any -> noisy, any -> Laws.hidden(noisy), lime, r -> Laws.hidden(lime.apply(r)));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void aPictureIsMeasuredAsIfAlone(Case measure) {
        try (Model model = Laws.bent(folder, 6)) {
            Question both =
                    Question.of(Map.of("x", IMAGES)).about(Target.ofClass(0, 2)).seeded(4);
            for (IntFunction<Interpretation> algorithm : algorithms()) {
                Evaluated together = measure.of().apply(-1).evaluate(Claim.of(model, both, algorithm.apply(-1)));
                for (int row = 0; row < 2; row++) {
                    Question own = both.row(row);
                    // being the only row, and not one of several that are asked one by one
                    Question alone =
                            Question.of(own.inputs()).about(own.target()).seeded(4);
                    Claim claim = Claim.of(model, alone, algorithm.apply(row));
                    isAlike(together, row, measure.of().apply(row).evaluate(claim));
                }
            }
        }
    }

    private static void isAlike(Evaluated together, int row, Evaluated alone) {
        assertThat(together.numbers().keySet()).isEqualTo(alone.numbers().keySet());
        for (String name : alone.numbers().keySet()) {
            isAlike(name, together.number(name, row), alone.number(name, 0));
        }
        alone.curves().forEach((name, rows) -> {
            List<Double> expected = rows.get(0).values();
            List<Double> found = together.curves().get(name).get(row).values();
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                isAlike(name, found.get(i), expected.get(i));
            }
        });
    }

    private static void isAlike(String name, double found, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(found).as(name).isNaN();
        } else {
            // steps of other sizes round otherwise
            assertThat(found).as(name).isCloseTo(expected, within(2e-4 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void noMeasureIsLeftOut() {
        Set<String> tried = measures().map(Case::toString).collect(Collectors.toCollection(TreeSet::new));
        tried.addAll(OF_TEXTS);
        Set<String> all = new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .importPackages("ai.interpretdl.evaluate")
                        .stream()
                        .filter(type -> type.isAssignableTo(Evaluation.class) && !type.isInterface())
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried).isEqualTo(all);
    }
}
