package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer's maps, weighted by the score of the input seen through each of them.
 *
 * <p>Wang et al., 2019, arXiv:1910.01279, equations 6 to 10. A map that is the same everywhere lets nothing through, and so is no division by
 * zero. Needs no gradient: one pass for each channel, in one program; one pass up to the layer before.
 *
 * @param view layer and form of the map
 * @param weighting what a score counts
 * @param selection which channels are tried
 * @param baseline the input that scores nothing
 */
public record ScoreCam(MapView view, Weighting weighting, ChannelSelection selection, Baseline baseline)
        implements Staged {
    /** From the scores of masked inputs to the weights of maps. */
    public enum Weighting {
        /** Softmax over the channels, as algorithm 1 of the paper: what the baseline scores cancels out of it. */
        SOFTMAX,
        /** The score above the baseline's: the increase of confidence, equation 6. */
        INCREASE,
        /** The score itself, as InterpretDL does (of the probability: ask for that output); a constant map masks by its value. */
        ORIGINAL
    }

    public ScoreCam(MapView view) {
        this(view, Weighting.SOFTMAX, ChannelSelection.all(), Baseline.zeros());
    }

    @Override
    public String name() {
        return "score-cam";
    }

    /** Which channels are tried may be asked first. */
    @Override
    public boolean isOneProgram() {
        return selection.isAll();
    }

    @Override
    public Stage stage(Inquiry inquiry, long seed) {
        String value = LayerAttribution.value(inquiry.model(), view.layer());
        return Stage.of(asked(value, Optional.empty()), (f, x) -> results(f, x, value, Optional.empty()));
    }

    private Object asked(String value, Optional<Tensor> chosen) {
        return List.of(this, value, chosen);
    }

    /** Beside the map come {@code channel_scores} {@code [N, channels]}, and {@code channels} where they were selected. */
    @Override
    public Explanation interpret(Model model, Question question) {
        String value = LayerAttribution.value(model, view.layer());
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            Optional<Tensor> chosen = selection.of(inquiry, f -> maps(f, f.input(), value));
            Map<String, Tensor> tensors =
                    new LinkedHashMap<>(inquiry.run(asked(value, chosen), f -> results(f, f.input(), value, chosen)));
            chosen.ifPresent(channels -> tensors.put("channels", channels));
            return inquiry.answer(name(), this, tensors);
        });
    }

    private Map<String, Expr> results(Explained f, Expr x, String value, Optional<Tensor> chosen) {
        Maps maps = maps(f, x, value);
        Samples k = f.samples(chosen.map(c -> c.shape().dim(1)).orElse(maps.channels()));
        Expr channel =
                chosen.map(c -> f.rowOfEach(ChannelSelection.bySample(c), k)).orElse(f.index(k));
        Tried tried = Tried.of(this, maps, k, channel);
        return Map.of("attributions", tried.map(), "channel_scores", tried.scores());
    }

    private static Maps maps(Explained f, Expr x, String value) {
        Maps maps = Maps.of(f, x, value);
        LayerAttribution.check(f, x, value);
        if (!maps.layout().isSpatial()) {
            throw new IllegalArgumentException(
                    "layer [" + value + "] has the shape " + maps.own().shape()
                            + " a row, which is no stack of maps over the input "
                            + x.get(0).shape()
                            + ": there is nothing to mask with");
        }
        return maps;
    }

    /**
     * What trying the channels gave.
     *
     * @param map as large as the input, where it is to be
     * @param scores of the input seen through each channel
     */
    private record Tried(Expr map, Expr scores) {
        static Tried of(ScoreCam cam, Maps maps, Samples k, Expr channel) {
            Expr one = ofChannel(maps.f(), maps.activation(), channel);
            Expr scores = maps.f().score(cam.masked(maps.x(), one)).stack(k);
            Expr tried = one.stack(k);
            Expr joined = tried.times(Maps.besideCells(cam.weights(maps, scores), tried))
                    .sum(0);
            return new Tried(cam.view().shown(joined, maps.x().get(0)), scores);
        }
    }

    private Expr weights(Maps maps, Expr scores) {
        return switch (weighting) {
            case SOFTMAX -> scores.softmax();
            case INCREASE -> {
                Baseline.Start start = baseline.of(maps.f(), maps.x());
                yield scores.minus(start.mean(maps.f().score(start.value())));
            }
            case ORIGINAL -> scores;
        };
    }

    /** The map of one channel, by a product with a row of the unit matrix. */
    private static Expr ofChannel(Explained f, Expr a, Expr channel) {
        long channels = a.shape().dim(0);
        Expr unit = f.range(channels).equalTo(channel).cast(ElementType.FLOAT).reshape(1, channels);
        long height = a.shape().dim(1);
        long width = a.shape().dim(2);
        return unit.matmul(a.reshape(channels, height * width)).reshape(height, width);
    }

    /** What is seen of the inputs through a map; inputs that are no pictures are seen whole. */
    private Expr masked(Expr x, Expr map) {
        return x.each(i -> {
            Expr one = x.get(i);
            return Extent.of(one.shape()).isPresent() ? one.times(Extent.beside(mask(one, map), one)) : one;
        });
    }

    /** From 0 to 1, over the pixels. */
    private Expr mask(Expr x, Expr map) {
        Expr large = Upsampling.BILINEAR.toInput(map, x);
        Expr low = large.min(new int[0]);
        Expr range = large.max(new int[0]).minus(low);
        Expr mask = large.minus(low).overOrZero(range);
        return weighting == Weighting.ORIGINAL ? range.greater(0).where(mask, large) : mask;
    }
}
