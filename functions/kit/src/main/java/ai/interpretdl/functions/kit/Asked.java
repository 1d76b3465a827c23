package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Quickshift;
import ai.interpretdl.image.Segmentation;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.regression.Lasso;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an algorithm may need to know of a request to read its parameters.
 *
 * @param parameters the named values
 * @param model what is explained
 * @param inputs the model's, preprocessed, rows first
 * @param given auxiliary tensors by their name in the request, such as {@code baseline.images}
 * @param pictures what the model sees, a picture a row, when pictures came; then the card's defaults hold. Tensors are taken as they are
 * @param reading what the model reads, when texts came
 * @param others further models that the function named, with the same rows as each takes them
 */
public record Asked(
        Parameters parameters,
        Model model,
        Map<String, Tensor> inputs,
        Map<String, Tensor> given,
        List<Picture> pictures,
        Optional<Reading> reading,
        List<ModelConsensus.Member> others) {
    private static final String COEFFICIENTS = "coefficients";
    private static final Map<String, Upsampling> INTERPOLATIONS =
            Map.of("bilinear", Upsampling.BILINEAR, "nearest", Upsampling.NEAREST);

    public Asked {
        inputs = Map.copyOf(inputs);
        given = Map.copyOf(given);
        pictures = List.copyOf(pictures);
        others = List.copyOf(others);
    }

    /** Without further models. */
    public Asked(
            Parameters parameters,
            Model model,
            Map<String, Tensor> inputs,
            Map<String, Tensor> given,
            List<Picture> pictures,
            Optional<Reading> reading) {
        this(parameters, model, inputs, given, pictures, reading, List.of());
    }

    /** The same request with further models. */
    Asked beside(List<ModelConsensus.Member> models) {
        return new Asked(parameters, model, inputs, given, pictures, reading, models);
    }

    /** The same request with other parameters to read. */
    public Asked with(Parameters other) {
        return new Asked(other, model, inputs, given, pictures, reading, others);
    }

    /** The same request for an algorithm that is inside of one that takes the given noise; see {@link Parameters#inside}. */
    Asked inside(Map<String, String> names) {
        Map<String, Tensor> rest = new LinkedHashMap<>(given);
        rest.keySet().removeIf(name -> name.startsWith("noise."));
        return new Asked(parameters.inside(names), model, inputs, rest, pictures, reading, others);
    }

    /** Given tensors of a kind, by the input that they belong to. */
    public Map<String, Tensor> given(String kind) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        given.forEach((name, tensor) -> {
            if (name.startsWith(kind + ".")) {
                parameters.known(field(name));
                found.put(name.substring(kind.length() + 1), tensor);
            }
        });
        return found;
    }

    /** Given places between baseline and input, {@code [samples, N]}. */
    public Optional<Tensor> coefficients() {
        parameters.known(field(COEFFICIENTS));
        return Optional.ofNullable(given.get(COEFFICIENTS));
    }

    /** Whether samples are given that would be drawn otherwise. */
    boolean hasDraws() {
        return given.keySet().stream().anyMatch(name -> isDraw(name, "noise."));
    }

    private static boolean isDraw(String name, String... kinds) {
        return name.equals(COEFFICIENTS) || Arrays.stream(kinds).anyMatch(name::startsWith);
    }

    private static String field(String name) {
        return "inputs." + name;
    }

    /**
     * Called when everybody has read: what is left of the given tensors was not meant for anybody.
     *
     * @param explained the inputs that get attributions
     * @throws Refusal naming the first tensor that nobody read, or that belongs to an input that is not explained
     */
    void nothingLeft(List<String> explained) {
        for (String name : given.keySet()) {
            if (!parameters.isKnown(field(name))) {
                throw Refusal.of(field(name), "is not taken by this algorithm");
            }
            String input = name.substring(name.indexOf('.') + 1);
            if (!name.equals(COEFFICIENTS) && !explained.contains(input)) {
                throw Refusal.of(
                        field(name), "belongs to " + input + ", which is not explained; " + explained + " are");
            }
        }
    }

    /**
     * The baseline: given tensors, else the number {@code baseline}, else the card's; each row with its own where several are given. Of
     * texts also the words zero (the default), pad, mask and unknown: the texts with that token in place of each of theirs.
     */
    public Baseline baseline() {
        return Baselines.of(this, Baselines.Pairing.PAIRED);
    }

    /** As {@link #baseline()}; each row with every given one unless {@code baselines} says otherwise. */
    public Baseline distributedBaseline() {
        return Baselines.of(this, Baselines.Pairing.DISTRIBUTION);
    }

    /**
     * What hides features, for algorithms that switch them: of texts as {@code replacement} says, mask, unknown, pad, delete or zero;
     * everywhere else the baseline.
     */
    public Baseline hiding() {
        return Baselines.hiding(this, Baselines.Pairing.PAIRED);
    }

    /** As {@link #hiding()}, with {@link #distributedBaseline()} in place of the baseline. */
    public Baseline distributedHiding() {
        return Baselines.hiding(this, Baselines.Pairing.DISTRIBUTION);
    }

    /** The noise: given draws, else {@code sigma} in units of the input, else {@code noise_level} as a share of each row's range. */
    public Noise noise(double level) {
        Map<String, Tensor> draws = given("noise");
        boolean sigma = parameters.value("sigma").isPresent();
        if (sigma && parameters.value("noise_level").isPresent()) {
            throw Refusal.of("sigma", "is given beside noise_level; one of them is meant");
        }
        Noise asked = sigma
                ? new Noise.Gaussian(parameters.nonNegative("sigma", 0))
                : new Noise.Relative(parameters.nonNegative("noise_level", level));
        return draws.isEmpty() ? asked : new Noise.Given(draws);
    }

    /** The number of samples; given draws decide it. */
    public int samples(int otherwise) {
        return samples(otherwise, "noise.");
    }

    /** As {@link #samples(int)}; baselines that are given for each sample decide it too. */
    public int samples(int otherwise, Baseline baseline) {
        return baseline instanceof Baseline.Sampled ? samples(otherwise, "noise.", "baseline.") : samples(otherwise);
    }

    private int samples(int otherwise, String... kinds) {
        int samples = parameters.positive("samples", otherwise);
        for (Map.Entry<String, Tensor> draws : given.entrySet()) {
            if (isDraw(draws.getKey(), kinds)) {
                int count = draws(draws.getKey(), draws.getValue());
                if (parameters.value("samples").isPresent() && count != samples) {
                    throw Refusal.of("samples", "is " + samples + ", but " + draws.getKey() + " has " + count);
                }
                samples = count;
            }
        }
        return samples;
    }

    private static int draws(String name, Tensor tensor) {
        if (tensor.shape().rank() < 2 || tensor.shape().dim(0) < 1) {
            throw Refusal.of(name, "has the shape " + tensor.shape() + ", not [samples, N, ...]");
        }
        return Math.toIntExact(tensor.shape().dim(0));
    }

    /**
     * What goes on and off together: given segments, else of texts the {@code unit} (token, word, sentence), else superpixels of a picture input (made as {@code segmentation} says), else every
     * element, or token.
     */
    public Features features() {
        Map<String, Tensor> segments = given("segments");
        boolean wanted = parameters.value("segmentation").isPresent();
        Segmentation way = parameters.choice("segmentation", Superpixels.WAYS, Quickshift.LIME);
        if (!segments.isEmpty()) {
            if (wanted) {
                throw Refusal.of("segmentation", "is given beside segments; one of them is meant");
            }
            return Features.given(segments);
        }
        if (reading.isPresent()) {
            if (wanted) {
                throw Refusal.of("segmentation", "cuts pictures; what goes on and off of a text is its unit");
            }
            return reading.get().features(Reading.unit(parameters));
        }
        return images().isEmpty() && !wanted ? Features.elements() : Features.given(Superpixels.of(this, way));
    }

    /** As {@link #features()}, but superpixels only of an encoded picture or where {@code segmentation} asks for them. */
    public Features groups() {
        boolean wanted = parameters.value("segmentation").isPresent();
        return !pictures.isEmpty()
                        || reading.isPresent()
                        || wanted
                        || !given("segments").isEmpty()
                ? features()
                : Features.elements();
    }

    /** The fewest samples to which a linear model is fitted, of at most so many: two a feature, below which little tells features apart. */
    int leastOfFit(Features features, int samples) {
        long count = features instanceof Features.Given given
                ? given.segments().values().stream()
                        .mapToLong(ids -> 1 + Arrays.stream(ids.longs()).max().orElse(0))
                        .max()
                        .orElse(0)
                : inputs.values().stream()
                        .filter(tensor -> tensor.shape().rank() > 0)
                        .mapToLong(
                                tensor -> tensor.shape().size() / tensor.shape().dim(0))
                        .sum();
        return (int) Math.max(1, Math.min(samples, 2 * count));
    }

    /** Superpixels as {@code segmentation} says, else as given, else of a picture input in this way. */
    public Features features(Segmentation otherwise) {
        boolean free = given("segments").isEmpty() && !images().isEmpty();
        return free && parameters.value("segmentation").isEmpty()
                ? Features.given(Superpixels.of(this, otherwise))
                : features();
    }

    /** The only picture input. */
    public String image() {
        return Superpixels.only(images());
    }

    /** The picture input, cut in a way, INT64 {@code [N, 1, H, W]} or {@code [N, H, W, 1]}. */
    public Tensor regions(Segmentation way) {
        return Objects.requireNonNull(Superpixels.of(this, way).get(image()));
    }

    /** Whether there is one input that may be a picture. */
    boolean isPicture() {
        return images().size() == 1;
    }

    private List<String> images() {
        return Superpixels.images(inputs);
    }

    /** How a linear model is fitted: with the penalty {@code ridge}, 0 for none, or {@code lasso}. */
    public LinearRegression regression(double ridge) {
        boolean lasso = parameters.value("lasso").isPresent();
        if (lasso && parameters.value("ridge").isPresent()) {
            throw Refusal.of("lasso", "is given beside ridge; one of them is meant");
        }
        double penalty = parameters.nonNegative("ridge", ridge);
        return lasso ? new Lasso(parameters.nonNegative("lasso", 0)) : new Ridge(penalty);
    }

    /**
     * The value that {@code layer} means: a name, a pattern with * and ?, a position in the model's list, or the last of a kind; without,
     * the card's or the model's default is taken.
     */
    public Optional<String> layer() {
        return parameters.value("layer").map(this::layer);
    }

    private String layer(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return model.layer(value.intValue());
        }
        if (!value.isTextual()) {
            throw Refusal.of("layer", "is " + Parameters.shown(value) + ", not a string or a whole number");
        }
        return model.layer(value.textValue());
    }

    /** The element of a layer: {@code layer} and {@code neuron}, its index without the batch axis. */
    public Neuron neuron() {
        List<Long> index = parameters.wholes("neuron");
        if (index.isEmpty()) {
            throw Refusal.of(
                    "neuron",
                    "is missing: the index of an element of the layer, without the batch axis, such as [12, 3, 3]");
        }
        return new Neuron(layer(), index);
    }

    /** Where an integral is sampled: {@code quadrature} (gauss-legendre). */
    public Quadrature quadrature() {
        return parameters.choice("quadrature", Quadrature.GAUSS_LEGENDRE);
    }

    /** The number of points of an integral: {@code steps} (50). */
    public int steps() {
        return parameters.positive("steps", 50);
    }

    /** Layer and form of a class activation map: {@code layer}, {@code relu} (true), {@code upsample} (true), {@code interpolation} (bilinear). */
    public MapView view() {
        Upsampling interpolation = interpolation();
        boolean upsample = parameters.flag("upsample", true);
        return new MapView(layer(), parameters.flag("relu", true), upsample ? interpolation : Upsampling.NONE);
    }

    /** How maps are brought to the input's height and width: {@code interpolation}, bilinear or nearest. */
    public Upsampling interpolation() {
        return parameters.choice("interpolation", INTERPOLATIONS, Upsampling.BILINEAR);
    }
}
