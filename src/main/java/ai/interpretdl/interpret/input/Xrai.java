package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Extent;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Regions of a picture by how densely attributions lie in them, the densest first.
 *
 * <p>Kapishnikov et al., 2019, arXiv:1906.02825, algorithm 1: regions of segmentations of several scales, each grown a little, join while what
 * they add has the largest mean attribution; a pixel gets the mean with which it came. Of a pixel's channels the largest attribution counts, as in the
 * authors' code. Their integrated gradients start at black and at white. As many passes as the inner attribution takes.
 *
 * @param inner what regions collect; integrated gradients from black and from white
 * @param segmentations each a cut of the pictures, one number a pixel from 0, INT64 {@code [N, H, W]} or {@code [1, H, W]} for all
 * @param dilation by how many pixels a region is grown, 5 in the paper
 * @param smallest the fewest new pixels for which a region is looked at, 50 in the authors' code
 */
public record Xrai(InputAttribution inner, List<Tensor> segmentations, int dilation, int smallest) implements Staged {
    public Xrai {
        segmentations = List.copyOf(segmentations);
        Require.positive(segmentations.size(), "number of segmentations");
        Require.notNegative(dilation, "dilation");
        Require.positive(smallest, "smallest");
    }

    @Override
    public String name() {
        return "xrai";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(model, question, one -> {
            Explanation found = inner.interpret(model, one);
            Map<String, Tensor> tensors = new LinkedHashMap<>(regions(one, found.attributions()));
            found.tensor("score").ifPresent(score -> tensors.put("score", score));
            return found.then(this, tensors);
        });
    }

    @Override
    public Question asked(Model model, Question question) {
        return inner.asked(model, question);
    }

    @Override
    public Stage stage(Inquiry inquiry, long seed) {
        Stage inside = inner.stage(inquiry, seed);
        return new Stage(
                inside.what(),
                inside.given(),
                inside.tables(),
                inside.results(),
                found -> regions(inquiry.question(), Explanation.attributions(found)));
    }

    private Map<String, Tensor> regions(Question question, Tensor attributions) {
        Shape shape = attributions.shape();
        if (shape.rank() != 4) {
            throw new IllegalArgumentException(
                    "xrai explains pictures of [N, C, H, W] or [N, H, W, C], this input is " + shape);
        }
        Shape picture = Shape.of(shape.dim(1), shape.dim(2), shape.dim(3));
        Extent extent = Extent.of(picture).orElseThrow();
        boolean channelsLast = Extent.colours(picture).orElse(0) == 2;
        int height = Math.toIntExact(extent.height());
        int width = Math.toIntExact(extent.width());
        float[] maps = new float[Math.toIntExact(shape.dim(0) * height * width)];
        for (int row = 0; row < shape.dim(0); row++) {
            double[] pixels = largest(attributions.rows(row, row + 1), height * width, channelsLast);
            RegionGrowing regions = new RegionGrowing(pixels, height, width, smallest);
            for (Tensor cut : segmentations) {
                Tensor own = question.part().map(part -> part.of(cut)).orElse(cut);
                regions.add(ids(own, row, shape, extent), dilation);
            }
            double[] densities = regions.densities();
            for (int i = 0; i < densities.length; i++) {
                maps[row * densities.length + i] = (float) densities[i];
            }
        }
        return Map.of("attributions", Tensor.of(maps, shape.dim(0), height, width));
    }

    private static double[] largest(Tensor row, int pixels, boolean channelsLast) {
        double[] all = row.doubles();
        int channels = all.length / pixels;
        double[] largest = new double[pixels];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < all.length; i++) {
            int pixel = channelsLast ? i / channels : i % pixels;
            largest[pixel] = Math.max(largest[pixel], all[i]);
        }
        return largest;
    }

    private static long[] ids(Tensor cut, int row, Shape input, Extent extent) {
        boolean fits = cut.shape().rank() == 3
                && (cut.shape().dim(0) == 1 || cut.shape().dim(0) == input.dim(0))
                && cut.shape().dim(1) == extent.height()
                && cut.shape().dim(2) == extent.width();
        if (!fits) {
            throw new IllegalArgumentException("a segmentation has shape " + cut.shape()
                    + ", which does not lie over the input's " + input + ": give [N, H, W]");
        }
        int own = cut.shape().dim(0) == 1 ? 0 : row;
        return cut.rows(own, own + 1).longs();
    }
}
