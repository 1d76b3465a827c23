package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.FeatureOcclusion;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import ai.interpretdl.testing.WordModel;
import ai.interpretdl.text.Encoding;
import ai.interpretdl.text.Granularity;
import ai.interpretdl.text.Rationale;
import ai.interpretdl.text.Spans;
import ai.interpretdl.text.SpecialToken;
import ai.interpretdl.text.TextReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures of explained texts on a model that adds up what its words say: what is lost without some of them is known. */
class TextMeasuresTest {
    /** Padding and unknown words say nothing; w2, w3, … say this for the second class. */
    private static final float[] SAY = {0, 0, 4, -1, 2, 0.5f, 1, -3};

    private static final List<String> TEXTS = List.of("w2 w3 w4 w5 w6 w7", "w3 w3 w6");

    @TempDir
    Path folder;

    private Model model;
    private TextReader reader;
    private List<Encoding> rows;
    private Question question;

    @BeforeEach
    void open() throws IOException {
        float[] table = new float[2 * SAY.length];
        for (int i = 0; i < SAY.length; i++) {
            table[2 * i + 1] = SAY[i];
        }
        model = InterpretDl.open(WordModel.write(folder, Tensor.of(table, SAY.length, 2)), Device.cpu());
        reader = TextReader.of(model).orElseThrow();
        rows = reader.encode(TEXTS);
        question = Question.of(reader.tensors(rows)).about(Target.ofClass(1)).as(OutputKind.RAW);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Claim right() {
        return Claim.of(model, question, new InputXGradient());
    }

    /** The same attributions with all signs turned. */
    private Claim wrong() {
        Explanation right = right().explanation();
        Map<String, Tensor> turned = new HashMap<>(right.tensors());
        double[] values = right.attributions().doubles();
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negative[i] = (float) -values[i];
        }
        turned.put(
                "attributions.ids",
                Tensor.of(negative, right.attributions().shape().dims()));
        return Claim.of(model, question, new Explanation("turned", turned, right.predicted(), right.quality()));
    }

    private List<TextUnits> units() {
        return List.of(
                TextUnits.deleted(reader, rows, Granularity.WORD),
                TextUnits.replaced(reader, rows, Granularity.TOKEN, SpecialToken.UNKNOWN));
    }

    /** Each row takes away one word more, the greatest first: 3.5, then without 4, 2, 1, 0.5, -1 and -3. */
    @Test
    void curvesLoseWhatTheWordsSay() {
        for (TextUnits units : units()) {
            Evaluated found = new TextCurves(units, TextCurves.Spacing.EVEN, 6).evaluate(right());
            assertThat(found.curves().get("morf").get(0).values()).satisfies(close(3.5, -0.5, -2.5, -3.5, -4, -3, 0));
            assertThat(found.curves().get("lerf").get(0).values()).satisfies(close(3.5, 6.5, 7.5, 7, 6, 4, 0));
            assertThat(found.curves().get("morf").get(1).values()).satisfies(close(-1, -2, -1, 0));
            assertThat(found.number("lerf_mean", 0)).isCloseTo(34.5 / 7, within(1e-5));
        }
    }

    private static java.util.function.Consumer<List<? extends Double>> close(double... expected) {
        return found -> assertThat(
                        found.stream().mapToDouble(Double::doubleValue).toArray())
                .containsExactly(expected, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(TextCurves.Spacing.class)
    void theRightAttributionsBeatTheirOpposite(TextCurves.Spacing spacing) {
        TextCurves curves = new TextCurves(units().get(0), spacing, 4);
        double good = curves.evaluate(right()).number(0);
        double bad = curves.evaluate(wrong()).number(0);
        assertThat(good).isPositive();
        assertThat(bad).isNegative();
    }

    /** What a sum of words loses is the sum of the words: nothing is missed, at any length of a run. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aSumOfWordsIsToldWithoutError(int longest) {
        for (TextUnits units : units()) {
            Evaluated exact = new TextInfidelity(units, longest).evaluate(right());
            assertThat(exact.number(0)).isCloseTo(0, within(1e-10));
            assertThat(exact.number(1)).isCloseTo(0, within(1e-10));
            assertThat(new TextInfidelity(units, longest).evaluate(wrong()).number(0))
                    .isGreaterThan(1);
            // a factor of -1 mends what is wrong by sign alone
            assertThat(new TextInfidelity(units, longest).evaluate(wrong()).number("infidelity_scaled", 0))
                    .isCloseTo(0, within(1e-10));
        }
    }

    /** Half of six words are w2, w4 and w6; the paper's empty rationale counts as one more length. */
    @Test
    void rationalesLoseAndKeepWhatTheWordsSay() {
        Rationale half = new Rationale(List.of(0.5));
        for (TextUnits units : units()) {
            assertThat(new Comprehensiveness(units, half).evaluate(right()).number(0))
                    .isCloseTo((4 + 2 + 1) / 2.0, within(1e-5));
            assertThat(new Sufficiency(units, half).evaluate(right()).number(0)).isCloseTo((3.5 - 7) / 2, within(1e-5));
        }
    }

    /** An algorithm over words gives each word one number: it is not counted once for each of its tokens. */
    @Test
    void unitsThatTheAlgorithmKnewKeepTheirNumbers() {
        List<Spans> whole =
                rows.stream().map(row -> Spans.of(row, Granularity.SENTENCE)).toList();
        Features sentences = Features.given(Map.of("ids", Spans.segments(whole)));
        FeatureOcclusion occlusion = new FeatureOcclusion(sentences, new Baseline.Deletion(reader.fill()));
        Claim claim = Claim.of(model, question, occlusion);
        TextUnits units = TextUnits.deleted(reader, rows, Granularity.SENTENCE);
        assertThat(units.values(claim, 0)).containsExactly(new double[] {3.5}, within(1e-5));
        assertThat(new TextInfidelity(units, 1).evaluate(claim).number(0)).isCloseTo(0, within(1e-10));
    }

    @Test
    void aProbabilityIsMeasuredUnlessAFormIsNamed() {
        Claim claim = Claim.of(model, Question.of(reader.tensors(rows)).about(Target.ofClass(1)), new InputXGradient());
        Evaluated found = new TextCurves(units().get(0), TextCurves.Spacing.EVEN, 1).evaluate(claim);
        assertThat(found.curves().get("morf").get(0).values().get(0)).isCloseTo(1 / (1 + Math.exp(-3.5)), within(1e-5));
        assertThatThrownBy(() -> new TextCurves(units().get(0), TextCurves.Spacing.EVEN, 0))
                .hasMessageContaining("steps is 0");
    }

    @Test
    void textsAreMeasuredInOneProgram() {
        AtomicInteger runs = new AtomicInteger();
        Model watched =
                model.with(new WatchedEngine((OrtEngine) model.engine(), source -> runs.incrementAndGet(), () -> {}));
        Claim claim = Claim.of(watched, question, right().explanation());
        for (TextUnits units : units()) {
            List<Evaluation> measures = List.of(
                    new TextCurves(units, TextCurves.Spacing.EVEN, 6),
                    new TextInfidelity(units, 2),
                    new Comprehensiveness(units, Rationale.ERASER),
                    new Sufficiency(units, Rationale.ERASER));
            for (Evaluation measure : measures) {
                runs.set(0);
                assertThat(measure.evaluate(claim).numbers().values()).allMatch(numbers -> numbers.size() == 2);
                assertThat(runs).hasValue(1);
            }
        }
    }

    /** What a word says moves as its embedding does, of whatever kind the algorithm is; ids that are taken out do not move. */
    @Test
    void whatHidesWordsMovesWithTheirEmbedding() {
        Question one = question.row(0);
        SensitivityMax measure = new SensitivityMax(0.5, 8);
        KernelShap hiding = new KernelShap(Features.elements(), Baseline.zeros(), 300);
        double moved = measure.evaluate(Claim.of(model, one, hiding)).number(0);
        double gradient =
                measure.evaluate(Claim.of(model, one, new InputXGradient())).number(0);
        assertThat(moved).isCloseTo(gradient, within(1e-4 * gradient)).isPositive();

        TextUnits units = TextUnits.deleted(reader, rows, Granularity.WORD);
        KernelShap deleting = new KernelShap(units.features(0), units.hiding(0), 300);
        assertThat(measure.evaluate(Claim.of(model, one, deleting)).number(0)).isZero();
        assertThat(new SeedStability(3).evaluate(Claim.of(model, one, deleting)).number(0))
                .isCloseTo(1, within(1e-9));
    }
}
