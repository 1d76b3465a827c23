package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Cancellation;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of imputed pictures, made and scored a step at a time: those of pictures that are imputed and scored one by one. */
class ImputingTest {
    private static final int SIDE = 4;
    private static final int PIXELS = SIDE * SIDE;
    private static final double NOISE = 0.3;
    private static final Substrate NOISY = new Substrate.Imputed(NOISE);
    private static final long SEED = 11;

    @TempDir
    Path folder;

    static Stream<Evaluation> measures() {
        Removing levels = new Removing(NOISY, new Steps(9, Steps.Spacing.LEVELS), Channels.SUM);
        return Stream.of(
                new Road(Road.SHARES, NOISY, Channels.SUM),
                new PerturbationCurves(Removing.from(NOISY, 5)),
                new Deletion(Removing.from(NOISY, 5)),
                // rows have different numbers of steps
                new Deletion(levels),
                new Insertion(levels));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void theNumbersOfARowDoNotDependOnItsCompany(Evaluation measure) {
        double[] a = Laws.numbers(PIXELS, 3);
        double[] b = Laws.numbers(PIXELS, 4);
        double[] ofA = Laws.numbers(PIXELS, 7);
        double[] ofB = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            ofB[i] = i % 5;
        }
        try (Model model = Laws.bent(folder, SIDE)) {
            Evaluated both = measured(model, measure, Laws.images(a, b), Laws.images(ofA, ofB));
            List<Evaluated> alone = List.of(
                    measured(model, measure, Laws.images(a), Laws.images(ofA)),
                    measured(model, measure, Laws.images(b), Laws.images(ofB)));
            for (int row = 0; row < 2; row++) {
                for (String name : both.numbers().keySet()) {
                    assertThat(both.number(name, row))
                            .as(name)
                            .isCloseTo(alone.get(row).number(name, 0), within(1e-5));
                }
            }
        }
    }

    private static Evaluated measured(Model model, Evaluation measure, Tensor images, Tensor attributions) {
        return measure.evaluate(Laws.claim(model, Laws.question(images).seeded(SEED), attributions));
    }

    /** Smaller steps ask for the same pictures. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1 << 12, 1 << 30})
    void bothOrdersAreThoseOfPicturesImputedOneByOne(long budget) {
        Tensor image = Laws.images(Laws.numbers(PIXELS, 3));
        double[] attributions = Laws.numbers(PIXELS, 7);
        Path file;
        try (Model written = Laws.bent(folder, SIDE)) {
            file = written.file();
        }
        OrtEngine engine = new OrtEngine(Device.cpu(), budget);
        try (Model model = Model.open(
                file,
                new Model.Environment(engine, new OrtOracle(), Device.cpu().rules()))) {
            Evaluated found =
                    measured(model, new PerturbationCurves(Removing.from(NOISY, 8)), image, Laws.images(attributions));
            for (Order order : List.of(Order.MOST_RELEVANT_FIRST, Order.LEAST_RELEVANT_FIRST)) {
                String curve = order == Order.MOST_RELEVANT_FIRST ? "morf" : "lerf";
                double[] ranks = order.ranks(attributions);
                for (int step = 0; step <= 8; step++) {
                    double[] imputed = imputed(image.doubles(), ranks, step, 2 * step);
                    assertThat(values(found, curve)[step]).isCloseTo(score(model, imputed), within(1e-4));
                }
            }
        }
    }

    private static double[] values(Evaluated found, String curve) {
        return Objects.requireNonNull(found.curves().get(curve)).get(0).values().stream()
                .mapToDouble(value -> value)
                .toArray();
    }

    /** The picture without its first pixels in an order, noise drawn for that step. */
    private static double[] imputed(double[] image, double[] ranks, int step, int hidden) {
        boolean[] known = new boolean[PIXELS];
        for (int place = 0; place < PIXELS; place++) {
            known[place] = ranks[place] >= hidden;
        }
        double[] filled = LinearImputation.of(image, known, SIDE, SIDE);
        CounterRandom random = CounterRandom.of(SEED, step);
        for (int place = 0; place < PIXELS; place++) {
            if (!known[place]) {
                double radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
                filled[place] += NOISE * radius * Math.cos(2 * Math.PI * random.uniform());
            }
        }
        return filled;
    }

    private static double score(Model model, double[] image) {
        Map<String, Tensor> outputs = model.infer(Map.of("x", Laws.images(image)));
        return Objects.requireNonNull(outputs.get("logits")).floats()[0];
    }

    @Test
    void noMoreIsImputedOnceTheRunIsCancelled() {
        Tensor image = Laws.images(Laws.numbers(PIXELS, 3));
        Cancellation cancellation = new Cancellation();
        try (Model model = Laws.bent(folder, SIDE)) {
            Inquiry inquiry = Inquiry.of(model, Laws.question(image).stoppedBy(cancellation));
            Removal removal = new Removal(List.of(image), List.of(new long[] {1, 2}), false);
            Imputing images = Imputing.of(inquiry, List.of(removal), new Substrate.Imputed(NOISE));
            assertThat(images.of(new long[] {0, 1}).shape()).isEqualTo(images.shape());
            cancellation.cancel();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> images.of(new long[] {0, 1}));
        }
    }

    @Test
    void anotherElementTypeIsImputedToo() {
        Tensor image = Laws.images(Laws.numbers(PIXELS, 3));
        Tensor attributions = Laws.images(Laws.numbers(PIXELS, 7));
        Evaluation road = new Road(Road.SHARES, NOISY, Channels.SUM);
        double expected;
        try (Model model = Laws.bent(folder, SIDE)) {
            expected = measured(model, road, image, attributions).number(0);
        }
        for (ElementType type : List.of(ElementType.DOUBLE, ElementType.FLOAT16)) {
            try (Model model = Laws.bent(folder, SIDE, type)) {
                Tensor same = Tensor.of(type, image.doubles(), image.shape().dims());
                double rounding = type == ElementType.DOUBLE ? 1e-4 : 0.02;
                assertThat(measured(model, road, same, attributions).number(0)).isCloseTo(expected, within(rounding));
            }
        }
    }

    /** Colours first or last: the same pixels are hidden, of segments too. */
    @Test
    void coloursMayComeLast() {
        int places = 5 * 6;
        float[] first = new float[3 * places];
        float[] last = new float[3 * places];
        double[] numbers = Laws.numbers(first.length, 5);
        for (int i = 0; i < first.length; i++) {
            first[i] = (float) numbers[i];
            last[i % places * 3 + i / places] = first[i];
        }
        long[] segments = IntStream.range(0, places).mapToLong(i -> i % 7).toArray();
        try (Model ofFirst = Laws.elementwise(folder, 1, 3, 5, 6)) {
            double expected = irof(ofFirst, Tensor.of(first, 1, 3, 5, 6), Tensor.of(segments, 1, 5, 6));
            try (Model ofLast = Laws.elementwise(folder, 1, 5, 6, 3)) {
                assertThat(irof(ofLast, Tensor.of(last, 1, 5, 6, 3), Tensor.of(segments, 5, 6, 1)))
                        .isCloseTo(expected, within(1e-4));
            }
        }
    }

    private static double irof(Model model, Tensor image, Tensor segments) {
        Question question = Question.of(Map.of("x", image)).about(Target.sum());
        Features features = Features.given(Map.of("x", segments));
        return new Irof(features, NOISY)
                .evaluate(Laws.claim(model, question, image))
                .number(0);
    }
}
