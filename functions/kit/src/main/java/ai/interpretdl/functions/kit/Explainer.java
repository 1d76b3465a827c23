package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Conformance;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The way of every request, whatever it came by: model, inputs, parameters, question, answer. */
@ApplicationScoped
public class Explainer {
    /** Gradients that are not multiplied by the input. Behind a normalisation their numbers of a token sum to 0, whatever the token does. */
    private static final Set<String> SLOPES = Set.of("saliency", "smooth-grad", "guided-backprop", "deconvnet");

    private final Models models;
    private final Gate gate;
    private final PlainInputs plain;
    private final String defaultModel;
    private final String textModel;
    private final long pixels;

    Explainer(
            Models models,
            @ConfigProperty(name = "interpretdl.model", defaultValue = "coco-centernet") String defaultModel,
            @ConfigProperty(name = "interpretdl.text-model", defaultValue = "minilm-sentiment") String textModel,
            @ConfigProperty(name = "interpretdl.roots") Optional<List<Path>> roots,
            @ConfigProperty(name = "interpretdl.blob-limit", defaultValue = "67108864") long blobLimit,
            @ConfigProperty(name = "interpretdl.pixel-limit", defaultValue = "40000000") long pixels,
            @ConfigProperty(name = "interpretdl.lines", defaultValue = "1000") int lines,
            @ConfigProperty(name = "interpretdl.at-once", defaultValue = "1") int atOnce,
            @ConfigProperty(name = "interpretdl.waiting", defaultValue = "32") int waiting,
            @ConfigProperty(name = "interpretdl.patience-ms", defaultValue = "300000") long patience) {
        this.models = models;
        this.defaultModel = defaultModel;
        this.textModel = textModel;
        this.plain = new PlainInputs(new Blobs(roots.orElse(List.of()), blobLimit), lines);
        this.pixels = pixels;
        this.gate = new Gate(atOnce, waiting, patience);
    }

    /** One that is not configured: a function in a program or a test of its own, with the models of one folder. */
    public static Explainer over(Path models) {
        return over(models, List.of());
    }

    /** As {@link #over(Path)}, with folders that {@code file:} URIs may lead into. */
    public static Explainer over(Path models, List<Path> roots) {
        return new Explainer(
                new Models(List.of(models), 1),
                "coco-centernet",
                "minilm-sentiment",
                Optional.of(roots),
                64L << 20,
                40_000_000,
                1000,
                1,
                0,
                1);
    }

    /** A plain request: one picture, or texts, in the fields of {@link Request}. Funqy hands on a body of {@code null} as it is. */
    public Response explain(ExplainFunction function, @Nullable Request request) {
        if (request == null) {
            throw Refusal.of(400, "the body is null; a JSON object is expected");
        }
        Parameters parameters = new Parameters(withUsual(function, request.fields()));
        refuseCorpus(function, parameters);
        Drawing drawing = Drawing.read(parameters);
        Answered answered = explain(function, model(parameters), plain.read(parameters), parameters);
        return Response.of(answered, drawing);
    }

    /**
     * A plain request about several algorithms, which share what they can.
     *
     * @param calls the algorithms, each with its own parameters
     * @param request the fields that all have in common
     * @return the answer of each, in their order
     */
    public List<Response> explain(List<Call> calls, Map<String, JsonNode> request) {
        Parameters common = new Parameters(request);
        calls.forEach(call -> refuseCorpus(call.function(), common));
        Drawing drawing = Drawing.read(common);
        String model = model(common);
        Inputs inputs = plain.read(common);
        return passing(() -> models.use(model, opened -> {
            Preparation preparation = Preparation.of(opened, inputs, pixels);
            prepared(opened, preparation, inputs, common);
            Several several = new Several(opened, calls, call -> {
                Parameters own = new Parameters(withUsual(call.function(), common.with(call.own()))).known(common);
                Prepared prepared = prepared(opened, preparation, inputs, own);
                return Ready.of(preparation, prepared.asked(), prepared.question(), call.function()::alone);
            });
            return several.answers().stream()
                    .map(answered -> Response.of(answered, drawing))
                    .toList();
        }));
    }

    private static void refuseCorpus(ExplainFunction function, Parameters parameters) {
        if (parameters.value(Reading.CORPUS).isPresent() && !function.learns()) {
            throw Refusal.of(Reading.CORPUS, "is what norm-lime learns from; " + function.name() + " takes text");
        }
    }

    /** Of texts, slopes are shown by their size, as InterpretDL's tutorials do; the protocol's default stays. */
    private static Map<String, JsonNode> withUsual(ExplainFunction function, Map<String, JsonNode> asked) {
        Map<String, JsonNode> fields = new LinkedHashMap<>(asked);
        if (fields.containsKey(Reading.TEXT) && SLOPES.contains(function.name())) {
            fields.putIfAbsent("granularity", TextNode.valueOf("magnitude"));
        }
        return fields;
    }

    private String model(Parameters parameters) {
        boolean texts = PlainInputs.isText(parameters);
        return parameters.text("model").orElse(texts ? textModel : defaultModel);
    }

    /**
     * A request that is prepared, its model open.
     *
     * @param asked to read parameters with
     * @param question about the request's inputs
     */
    public record Prepared(Asked asked, Question question) {}

    /**
     * Prepares a plain request, as {@link #explain(ExplainFunction, Request)} does, for something else than an explanation.
     *
     * @param use is called once, while the model is open; reads the parameters that are left
     * @throws Refusal when it cannot be served
     */
    public <T> T ask(Parameters parameters, Function<Prepared, T> use) {
        return ask(model(parameters), plain.read(parameters), parameters, use);
    }

    /** As {@link #ask(Parameters, Function)}, about inputs that came otherwise. */
    public <T> T ask(String model, Inputs inputs, Parameters parameters, Function<Prepared, T> use) {
        return passing(() -> models.use(model, opened -> {
            Preparation preparation = Preparation.of(opened, inputs, pixels);
            return use.apply(prepared(opened, preparation, inputs, parameters));
        }));
    }

    private static Prepared prepared(Model model, Preparation prepared, Inputs inputs, Parameters parameters) {
        Question question =
                question(model, prepared, parameters, !inputs.encoded().isEmpty());
        Asked asked = new Asked(
                parameters, model, prepared.inputs(), prepared.given(), prepared.pictures(), prepared.reading());
        return new Prepared(asked, question);
    }

    /**
     * The content of a file that a {@code file:} URI names.
     *
     * @throws Refusal naming the field when it lies elsewhere, is missing or too large
     */
    public byte[] file(String field, String uri) {
        return plain.file(field, uri);
    }

    /**
     * Any request.
     *
     * @throws Refusal when it cannot be served
     */
    public Answered explain(ExplainFunction function, String model, Inputs inputs, Parameters parameters) {
        List<String> others = function.others(parameters);
        return passing(() -> models.use(
                model,
                opened -> with(
                        others,
                        List.of(),
                        opened,
                        inputs,
                        open -> explain(function, opened, inputs, parameters, open))));
    }

    /** What is done with further models open, one within the other's use. */
    private Answered with(
            List<String> names,
            List<ModelConsensus.Member> open,
            Model first,
            Inputs inputs,
            Function<List<ModelConsensus.Member>, Answered> work)
            throws Exception {
        if (names.isEmpty()) {
            return work.apply(open);
        }
        return models.use(names.get(0), model -> {
            List<ModelConsensus.Member> more = new ArrayList<>(open);
            Inputs own = inputs.renamed(first, model);
            more.add(new ModelConsensus.Member(
                    model, Preparation.of(model, own, pixels).inputs()));
            return with(names.subList(1, names.size()), more, first, inputs, work);
        });
    }

    /** Plain inference. */
    public Map<String, Tensor> infer(String model, Inputs inputs) {
        return passing(() -> models.use(
                model,
                opened -> opened.infer(Preparation.of(opened, inputs, pixels).inputs())));
    }

    /** What can be explained of a model, found by trying it when its turn has come. */
    public Conformance conformance(String model) {
        return passing(() -> models.use(model, Conformance::of));
    }

    private <T> T passing(Callable<T> work) {
        try {
            return gate.pass(work);
        } catch (IllegalArgumentException e) {
            // The library checks what it is asked at its edge, and says so in a sentence that names the parameter.
            throw Refusal.of(400, Optional.ofNullable(e.getMessage()).orElse("the request does not fit the model"));
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503, "this server is stopping");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Answered explain(
            ExplainFunction function,
            Model model,
            Inputs inputs,
            Parameters parameters,
            List<ModelConsensus.Member> others) {
        Preparation preparation = Preparation.of(model, inputs, pixels);
        Prepared prepared = prepared(model, preparation, inputs, parameters);
        Ready ready =
                Ready.of(preparation, prepared.asked().beside(others), prepared.question(), function::interpretation);
        return ready.answered(ready.interpretation().interpret(model, ready.question()), ready::predicted);
    }

    private static Question question(Model model, Preparation prepared, Parameters parameters, boolean byCard) {
        List<String> labels = model.card().map(Card::labels).orElse(List.of());
        Optional<OutputKind> kind = parameters.value("output").isPresent() || !byCard
                ? Optional.of(parameters.choice("output", OutputKind.RAW))
                : Optional.empty();
        return new Question(
                prepared.inputs(),
                Targets.read(parameters, labels),
                kind,
                parameters.text("output_name"),
                parameters.texts("explain"),
                PerToken.of(parameters) != PerToken.TOKEN,
                Engine.Run.seeded(parameters.seed("seed", 0)));
    }
}
