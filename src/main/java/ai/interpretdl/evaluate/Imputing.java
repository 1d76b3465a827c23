package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Samples;
import ai.interpretdl.program.TableRows;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Images whose hidden pixels are guessed from the others: a table of them, made when a step of the program asks for some. */
final class Imputing implements Changing, TableRows {
    private static final String IMAGES = "images";

    private final Engine.Run run;
    private final Tensor input;
    private final Geometry image;
    private final List<Step> steps;
    private final double noise;

    /**
     * Where a sample stands.
     *
     * @param number from 0 in its removal; of it the noise is drawn, the same for all rows and removals
     */
    private record Step(Removal removal, int number) {}

    private Imputing(Engine.Run run, Tensor input, Geometry image, List<Step> steps, double noise) {
        this.run = run;
        this.input = input;
        this.image = image;
        this.steps = steps;
        this.noise = noise;
    }

    static Imputing of(Inquiry inquiry, List<Removal> removals, Substrate.Imputed imputed) {
        if (inquiry.seams().size() != 1) {
            throw new IllegalArgumentException("pixels are imputed in one image; "
                    + inquiry.seams().size() + " inputs are explained: name one in explain, or take another substrate");
        }
        Seam seam = inquiry.seams().get(0);
        Tensor input = Objects.requireNonNull(inquiry.question().inputs().get(seam.input()));
        boolean whole = inquiry.subject().isWhole();
        Shape shape = input.shape();
        Geometry image = new Geometry(whole ? shape : shape.slice(1, shape.rank()), seam.isEmbedding());
        if (!image.isImage()) {
            throw new IllegalArgumentException(
                    "pixels are imputed in images; a row of " + seam.input() + " is " + image.own());
        }
        List<Step> steps = new ArrayList<>();
        removals.forEach(
                removal -> IntStream.range(0, removal.most()).forEach(number -> steps.add(new Step(removal, number))));
        return new Imputing(inquiry.question().run(), input, image, steps, imputed.noise());
    }

    @Override
    public Object form() {
        return shape();
    }

    @Override
    public Map<String, Tensor> given() {
        return Map.of();
    }

    @Override
    public Map<String, TableRows> tables() {
        return Map.of(IMAGES, this);
    }

    @Override
    public Baseline.Start input(Explained f, Samples i) {
        return new Baseline.Start(f.rowOfEach(IMAGES, this, i).cast(input.type()), Optional.empty());
    }

    @Override
    public ElementType type() {
        return ElementType.FLOAT;
    }

    @Override
    public Shape shape() {
        return shape(steps.size());
    }

    private Shape shape(int samples) {
        return Shape.of(samples, rows()).concat(image.own());
    }

    private int rows() {
        return Math.toIntExact(input.shape().size() / image.elements());
    }

    @Override
    public Tensor of(long[] samples) {
        int size = image.elements();
        float[] values = input.floats();
        float[] images = new float[Math.multiplyExact(samples.length, values.length)];
        IntStream.range(0, images.length / size).parallel().forEach(i -> {
            int row = i % rows();
            System.arraycopy(values, row * size, images, i * size, size);
            impute(images, i * size, steps.get((int) samples[i / rows()]), row);
        });
        return Tensor.of(images, shape(samples.length).dims());
    }

    /** @param from where the image begins */
    private void impute(float[] images, int from, Step step, int row) {
        if (run.cancellation().isCancelled()) {
            throw new CancellationException("cancelled");
        }
        boolean[] known = known(step, row);
        CounterRandom random = CounterRandom.of(run.seed(), step.number());
        double[] plane = new double[known.length];
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int place = 0; place < plane.length; place++) {
                plane[place] = images[from + image.element(channel, place)];
            }
            double[] whole = LinearImputation.of(plane, known, image.height(), image.width());
            for (int place = 0; place < plane.length; place++) {
                if (!known[place]) {
                    images[from + image.element(channel, place)] = (float) (whole[place] + noise * normal(random));
                }
            }
        }
    }

    /** Which pixels are not hidden; where those of a pixel's elements are told apart, its first decides. */
    private boolean[] known(Step step, int row) {
        Removal removal = step.removal();
        float[] ranks = removal.ranks(row);
        long count = removal.count(step.number(), row);
        boolean[] known = new boolean[image.places()];
        for (int place = 0; place < known.length; place++) {
            float rank = ranks[ranks.length == known.length ? place : image.element(0, place)];
            known[place] = rank < count == removal.insert();
        }
        return known;
    }

    /** Box and Muller's, one of the two. */
    private static double normal(CounterRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    }
}
