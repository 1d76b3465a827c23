package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Scores of images whose hidden pixels are guessed from the others: made here, scored a few steps at a time. */
final class Imputing {
    private static final long BYTES_AT_ONCE = 32L << 20;

    private final Inquiry inquiry;
    private final Removal removal;
    private final Substrate.Imputed imputed;
    private final Geometry image;
    private final float[] values;
    private final float[] ranks;

    private Imputing(Inquiry inquiry, Removal removal, Substrate.Imputed imputed) {
        this.inquiry = inquiry;
        this.removal = removal;
        this.imputed = imputed;
        if (inquiry.seams().size() != 1) {
            throw new IllegalArgumentException("pixels are imputed in one image; "
                    + inquiry.seams().size() + " inputs are explained: name one in explain, or take another substrate");
        }
        Seam seam = inquiry.seams().get(0);
        Tensor input = Objects.requireNonNull(inquiry.question().inputs().get(seam.input()));
        boolean whole = inquiry.subject().isWhole();
        Shape shape = input.shape();
        this.image = new Geometry(whole ? shape : shape.slice(1, shape.rank()), seam.isEmbedding());
        if (!image.isImage()) {
            throw new IllegalArgumentException(
                    "pixels are imputed in images; a row of " + seam.input() + " is " + image.own());
        }
        this.values = input.floats();
        this.ranks = removal.ranks().get(0).floats();
    }

    /** @param counts {@code [steps, N]} */
    static Tensor scores(Inquiry inquiry, Removal removal, Tensor counts, Substrate.Imputed imputed) {
        return new Imputing(inquiry, removal, imputed).scores(counts);
    }

    /**
     * The images themselves, {@code [N, …]}.
     *
     * @param counts {@code [1, N]}
     */
    static Tensor inputs(Inquiry inquiry, Removal removal, Tensor counts, Substrate.Imputed imputed) {
        Imputing imputing = new Imputing(inquiry, removal, imputed);
        int rows = (int) counts.shape().dim(1);
        Tensor images = imputing.images(counts.floats(), rows, 0, 1);
        return images.reshape(images.shape().slice(1, images.shape().rank()).dims());
    }

    private Tensor scores(Tensor counts) {
        int steps = (int) counts.shape().dim(0);
        int rows = (int) counts.shape().dim(1);
        int atOnce = (int) Math.max(1, Math.min(steps, BYTES_AT_ONCE / (4L * values.length)));
        double[] all = new double[rows * steps];
        for (int from = 0; from < steps; from += atOnce) {
            int to = Math.min(steps, from + atOnce);
            double[] some = scored(images(counts.floats(), rows, from, to)).doubles();
            for (int i = 0; i < some.length; i++) {
                all[i / (to - from) * steps + from + i % (to - from)] = some[i];
            }
        }
        return Tensor.of(all, rows, steps);
    }

    private Tensor scored(Tensor images) {
        return Objects.requireNonNull(inquiry.run(f -> {
                    Samples i = f.samples(images.shape().dim(0));
                    return Map.of("scores", f.score(f.rowOfEach(images, i)).stack(i));
                })
                .get("scores"));
    }

    /** {@code [steps, N, …]}. */
    private Tensor images(float[] counts, int rows, int from, int to) {
        List<Tensor> steps = new ArrayList<>();
        for (int step = from; step < to; step++) {
            float[] filled = values.clone();
            for (int row = 0; row < rows; row++) {
                fill(filled, row, step, counts[step * rows + row]);
            }
            steps.add(Tensor.of(filled, Shape.of(1, rows).concat(image.own()).dims()));
        }
        return Tensor.concat(steps);
    }

    private void fill(float[] filled, int row, int step, float count) {
        int places = image.places();
        boolean[] known = new boolean[places];
        for (int place = 0; place < places; place++) {
            boolean changed = ranks[row * ranks.length / rowsOf() + place] < count;
            known[place] = changed == removal.insert();
        }
        CounterRandom random = CounterRandom.of(inquiry.question().run().seed(), (long) row << 32 | step);
        for (int channel = 0; channel < image.channels(); channel++) {
            double[] plane = new double[places];
            for (int place = 0; place < places; place++) {
                plane[place] = values[at(row, channel, place)];
            }
            double[] whole = LinearImputation.of(plane, known, image.height(), image.width());
            for (int place = 0; place < places; place++) {
                if (!known[place]) {
                    filled[at(row, channel, place)] = (float) (whole[place] + imputed.noise() * normal(random));
                }
            }
        }
    }

    private int rowsOf() {
        return removal.counts().size();
    }

    private int at(int row, int channel, int place) {
        int element = image.channelAxis() == 2 ? place * image.channels() + channel : channel * image.places() + place;
        return row * image.elements() + element;
    }

    /** Box and Muller's, one of the two. */
    private static double normal(CounterRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    }
}
