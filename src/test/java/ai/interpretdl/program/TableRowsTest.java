package ai.interpretdl.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import ai.interpretdl.testing.Rounding;
import ai.interpretdl.testing.WatchedEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are made serve as those of a tensor do, and never more of them than a step takes. */
class TableRowsTest {
    private static final ExportFixture FIXTURE = ExportFixture.named("squeezenet-dynamic");
    private static final int SAMPLES = 21;
    private static final int AT_ONCE = 4;
    private static final Tensor FACTORS = factors(0.1);
    private static final Tensor OTHERS = factors(-0.07);

    private final List<long[]> asked = new ArrayList<>();
    private Model model;
    private Subject subject;
    private int written;

    /** The rows of a tensor, of which it is told when they are asked for. */
    private final class Made implements TableRows {
        private final Tensor all;

        Made(Tensor all) {
            this.all = all;
        }

        @Override
        public ElementType type() {
            return all.type();
        }

        @Override
        public Shape shape() {
            return all.shape();
        }

        @Override
        public Tensor of(long[] samples) {
            asked.add(samples.clone());
            return TableRows.of(all).of(samples);
        }
    }

    private static Tensor factors(double step) {
        float[] factors = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            factors[i] = (float) (1 + step * i);
        }
        return Tensor.of(factors, SAMPLES, 1);
    }

    private static Tensor products(Tensor a, Tensor b) {
        float[] products = a.floats();
        for (int i = 0; i < SAMPLES; i++) {
            products[i] *= b.floats()[i];
        }
        return Tensor.of(products, SAMPLES, 1);
    }

    @BeforeEach
    void open() {
        open(1);
        long ofOne = model.engine().program(scores(TableRows.of(FACTORS))).peakBytes();
        model.close();
        open(AT_ONCE * ofOne);
    }

    private void open(long budget) {
        WatchedEngine engine = new WatchedEngine(new OrtEngine(Device.cpu(), budget), any -> {}, () -> written++);
        model = Model.open(
                FIXTURE.file(),
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()));
        subject = Inquiry.of(model, Question.of(FIXTURE.reference().inputs()).about(Target.ofClass(1)))
                .subject();
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Engine.Source scores(TableRows rows) {
        return Engine.source(subject, f -> result(f, rows));
    }

    private Engine.Source keyed(TableRows rows, TableRows others) {
        return Engine.source(
                subject, "scores of inputs times factors", Map.of(), Map.of("factors", rows, "others", others), f -> {
                    Samples i = f.samples(SAMPLES);
                    Expr both = f.rowOfEach("factors", rows, i).times(f.rowOfEach("others", others, i));
                    return Map.of("y", f.score(f.input().times(both)).stack(i));
                });
    }

    private static Map<String, Expr> result(Explained f, TableRows rows) {
        Samples i = f.samples(SAMPLES);
        return Map.of(
                "y", f.score(f.input().times(f.rowOfEach("factors", rows, i))).stack(i));
    }

    private Map<String, Tensor> run(Engine.Source source) {
        return model.engine().run(source, Engine.Run.seeded(0)).outputs();
    }

    @Test
    void areAskedForAStepAtATime() {
        Map<String, Tensor> expected = run(scores(TableRows.of(FACTORS)));
        assertThat(run(scores(new Made(FACTORS)))).isEqualTo(expected);
        assertThat(asked)
                .hasSizeGreaterThan(SAMPLES / AT_ONCE / 2)
                .allSatisfy(samples -> assertThat(samples).hasSizeLessThanOrEqualTo(AT_ONCE));
        assertThat(asked.stream().flatMapToLong(Arrays::stream).distinct())
                .hasSize(SAMPLES)
                .isSorted();
    }

    @Test
    void othersAreFedToTheSameProgram() {
        // told apart by their names also where they are equal
        Map<String, Tensor> same = run(keyed(TableRows.of(FACTORS), TableRows.of(FACTORS)));
        int before = written;
        Map<String, Tensor> found = run(keyed(new Made(FACTORS), TableRows.of(OTHERS)));
        assertThat(written).isEqualTo(before);
        assertThat(found).isNotEqualTo(same);
        Rounding.same(found, run(scores(TableRows.of(products(FACTORS, OTHERS)))));
    }

    @Test
    void areConstantsOfAnExportedProgram() {
        Engine.Source source = scores(new Made(FACTORS));
        Map<String, Tensor> expected = run(source);
        ProgramGraph exported = model.engine().program(source).exported(List.of());
        Rounding.same(model.engine().infer(exported.model(), Map.of()), expected);
    }

    @Test
    void areNotKeptInAFile() {
        Program program = model.engine().program(keyed(new Made(FACTORS), TableRows.of(OTHERS)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProgramFile.written(new Program.Sized(program, 1)))
                .withMessageContaining("factors")
                .withMessageContaining("by name");
        assertThat(asked).isEmpty();
    }

    @Test
    void aFileHasTheProgramThatWaitsForThem() {
        Engine.Source source = keyed(new Made(FACTORS), TableRows.of(OTHERS));
        Program waiting = model.engine().program(source).without(source);
        assertThat(waiting.bytesFed()).isZero();
        Program read = ProgramFile.read(ProgramFile.written(new Program.Sized(waiting, 1)))
                .program()
                .with(source);
        assertThat(run(sizes -> read)).isEqualTo(run(source));
    }
}
