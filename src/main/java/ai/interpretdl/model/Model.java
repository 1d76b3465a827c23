package ai.interpretdl.model;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.autodiff.Rules;
import ai.interpretdl.onnx.FunctionInliner;
import ai.interpretdl.onnx.ModelReader;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.onnx.OpsetLift;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Fingerprint;
import ai.interpretdl.program.Origin;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A model that can be asked and explained. Safe for use by several threads; runs of one model wait for each other. */
public final class Model implements AutoCloseable, Fingerprint.Identified {
    /**
     * What a model needs of the world below.
     *
     * @param engine runs programs
     * @param oracle knows the operators
     * @param rules the derivative, as it is fast on the engine's device
     */
    public record Environment(Engine engine, NodeOracle oracle, Rules rules) {}

    private final String name;
    private final String digest;
    private final Origin origin;
    private final Path file;
    private final ai.interpretdl.onnx.Model original;
    private final ModelGraph graph;
    private final Optional<Card> card;
    private final Environment environment;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final Layers layers;
    private final Abilities abilities;
    private final Batches batches;
    private final boolean borrowing;

    private Model(
            Path file,
            String digest,
            ai.interpretdl.onnx.Model original,
            Optional<Card> card,
            Environment environment,
            boolean borrowing) {
        this.file = file;
        this.name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
        this.digest = digest;
        this.origin = Digest.origin(digest, file, original.graph());
        this.borrowing = borrowing;
        this.original = original;
        this.card = card;
        this.environment = environment;
        this.graph = ModelGraph.of(OpsetLift.to18(FunctionInliner.inline(original)));
        Set<String> weights =
                original.graph().weights().stream().map(Weight::name).collect(Collectors.toSet());
        this.inputs = original.graph().inputs().stream()
                .filter(input -> !weights.contains(input.name()))
                .map(Port::of)
                .toList();
        this.outputs = original.graph().outputs().stream().map(Port::of).toList();
        this.layers = new Layers(this);
        this.abilities = new Abilities(this);
        this.batches = new Batches(this);
    }

    private Model(Model other, Engine engine) {
        this.file = other.file;
        this.name = other.name;
        this.digest = other.digest;
        this.origin = other.origin;
        this.borrowing = true;
        this.original = other.original;
        this.card = other.card;
        this.environment = new Environment(engine, other.environment.oracle(), other.environment.rules());
        this.graph = other.graph;
        this.inputs = other.inputs;
        this.outputs = other.outputs;
        this.layers = other.layers;
        this.abilities = other.abilities;
        this.batches = other.batches;
    }

    /**
     * Opens a model file and the card beside it.
     *
     * @throws ai.interpretdl.onnx.MalformedModelException when the file is damaged
     * @throws IllegalArgumentException when the card is
     */
    public static Model open(Path file, Environment environment) {
        ai.interpretdl.onnx.Model read = ModelReader.read(file);
        return new Model(file, Digest.of(file, read.graph()), read, Card.beside(file), environment, false);
    }

    /** The names of the weights of each layer that computes with some, in the order of the file. */
    public List<List<String>> weightLayers() {
        return Weights.layers(original.graph());
    }

    /** Weights by name. */
    public Map<String, Tensor> weights(List<String> names) {
        return Weights.load(original.graph(), names);
    }

    /**
     * The same model with other weights in place of some. It runs where this one does, as long as this one is open.
     *
     * @throws IllegalArgumentException when a name is no weight, or its type or shape differs
     */
    public Model with(Map<String, Tensor> weights) {
        ai.interpretdl.onnx.Model changed = new ai.interpretdl.onnx.Model(
                original.irVersion(),
                original.producer(),
                original.opsets(),
                Weights.replaced(original.graph(), weights),
                original.functions(),
                original.metadata());
        return new Model(file, Digest.of(digest, weights), changed, card, environment, true);
    }

    /** The same model, asked through another engine, as long as this one is open. */
    public Model with(Engine engine) {
        return new Model(this, engine);
    }

    /** The file's name without suffix. */
    public String name() {
        return name;
    }

    /** SHA-256 of the file, hexadecimal; where weights lie in files of external data, of these as well. */
    @Override
    public String digest() {
        return digest;
    }

    public Path file() {
        return file;
    }

    Origin origin() {
        return origin;
    }

    public Optional<Card> card() {
        return card;
    }

    public List<Port> inputs() {
        return inputs;
    }

    public List<Port> outputs() {
        return outputs;
    }

    /** The inner values that a layer method may name, with their shapes for one row. */
    public List<Layer> layers() {
        return layers.all();
    }

    /**
     * The value that a name means: a value, an input, or a node where its name is unique; else the last one that fits a pattern with * and ?,
     * or {@code last-convolution} or {@code last-maps}.
     *
     * @throws IllegalArgumentException with names that are near
     */
    public String layer(String reference) {
        return layers.named(reference);
    }

    /**
     * The value at a position of {@link #layers()}; from the end where negative, -1 being the last.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String layer(int position) {
        return layers.at(position);
    }

    /** Values that an output is computed from whose names are near another's. */
    public List<String> layersNear(String layer, String output) {
        return layers.near(layer, output);
    }

    /** The value for class activation maps: the card's, else the last one that lies over the picture on the way to the output. */
    public String defaultLayer() {
        return card.flatMap(Card::layer).map(this::layer).orElseGet(layers::lastMaps);
    }

    /**
     * As {@link #defaultLayer()}, but of a transformer with a class token what its last attention reads, which is normalised: gradients at the
     * stream of tokens before a normalisation are orthogonal to it.
     */
    public String defaultNormalisedLayer() {
        return card.flatMap(Card::layer).map(this::layer).orElseGet(layers::lastRead);
    }

    /** What the layers before an output add whatever their input. */
    public List<Bias> biases(String output) {
        return new Biases(graph).before(layers.ancestors(output));
    }

    /** Values that class activation maps can use: what everything passes on its way to the output, the last of each shape, the latest first. */
    public List<Layer> mapLayers() {
        return layers.maps();
    }

    /** What can be asked of it beside scores, at its usual output. Told from its graph, and remembered. */
    public Set<Ability> abilities() {
        return abilities.all();
    }

    /** What gets attributions unless somebody names less: of a model that reads text its embedding, whatever else it takes. */
    public List<Seam> seams() {
        Optional<Seam> tokens = card.flatMap(Card::text).flatMap(text -> embedding());
        return tokens.map(List::of).orElseGet(() -> Seams.of(graph, inputs));
    }

    /** The embedding of the tokens, of a model that has one: what the card's text section names, else what the graph shows. */
    public Optional<Seam> embedding() {
        Optional<Seam> found = Seams.embedding(graph, inputs);
        return card.flatMap(Card::embedding)
                .map(named -> new Seam(ids(found), layer(named)))
                .or(() -> found);
    }

    private String ids(Optional<Seam> found) {
        return card.flatMap(Card::ids)
                .or(() -> found.map(Seam::input))
                .or(() -> inputs.stream()
                        .filter(port -> !port.type().isFloating())
                        .map(Port::name)
                        .findFirst())
                .orElseThrow(() ->
                        new IllegalArgumentException("card of " + name + ": the model has no input for token ids"));
    }

    public String device() {
        return environment.engine().device();
    }

    public Engine engine() {
        return environment.engine();
    }

    Environment environment() {
        return environment;
    }

    /** The graph at our operator set, local functions inlined. */
    public ModelGraph graph() {
        return graph;
    }

    /** How the model takes the rows of these inputs; a rewritten batch is verified on them first. */
    public Subject.Batching batching(Map<String, Tensor> fed) {
        return batches.of(fed);
    }

    /** @throws IllegalArgumentException naming the input that is missing, unknown or does not fit */
    public void check(Map<String, Tensor> fed) {
        InputCheck.check(this, fed);
    }

    /** What a program about this model is about. */
    public Subject subject(
            Map<String, Tensor> fed,
            List<Seam> seams,
            String output,
            OutputKind kind,
            ScoreKind scores,
            Target target) {
        Subject subject = new Subject(
                origin(),
                graph,
                environment.oracle(),
                environment.rules(),
                fed,
                seams.stream().map(Seam::value).toList(),
                seams.stream().map(Seam::input).toList(),
                output,
                kind,
                scores,
                target,
                batching(fed),
                Optional.empty());
        return seams.stream().anyMatch(seam -> isWeight(seam.value())) ? subject.rowByRow() : subject;
    }

    /** Whether a name is that of a weight (an initializer of the file): explained one row a call. */
    public boolean isWeight(String value) {
        return graph.weight(value).isPresent();
    }

    /** Plain inference: the file as it is. */
    public Map<String, Tensor> infer(Map<String, Tensor> fed) {
        InputCheck.check(this, fed);
        return environment.engine().infer(original, fed);
    }

    /**
     * The output that is explained unless somebody names another: the card's, else the first of floating numbers. A label, which a classifier
     * of scikit-learn writes first, or a sequence of maps has no slope and no score.
     */
    public String defaultOutput() {
        return card.flatMap(Card::output)
                .orElseGet(() -> outputs.stream()
                        .filter(port -> port.type().isFloating())
                        .findFirst()
                        .orElse(outputs.get(0))
                        .name());
    }

    @Override
    public void close() {
        if (!borrowing && environment.engine() instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close the engine: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
