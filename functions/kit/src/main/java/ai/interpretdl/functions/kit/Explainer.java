package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The way of every request, whatever it came by: model, inputs, parameters, question, answer. */
@ApplicationScoped
public class Explainer {
    private enum Granularity {
        TOKEN,
        EMBEDDING
    }

    private final Models models;
    private final Gate gate;
    private final Blobs blobs;
    private final String defaultModel;
    private final long pixels;

    Explainer(
            Models models,
            @ConfigProperty(name = "interpretdl.model", defaultValue = "coco-centernet") String defaultModel,
            @ConfigProperty(name = "interpretdl.roots") Optional<List<Path>> roots,
            @ConfigProperty(name = "interpretdl.blob-limit", defaultValue = "67108864") long blobLimit,
            @ConfigProperty(name = "interpretdl.pixel-limit", defaultValue = "40000000") long pixels,
            @ConfigProperty(name = "interpretdl.at-once", defaultValue = "1") int atOnce,
            @ConfigProperty(name = "interpretdl.waiting", defaultValue = "32") int waiting,
            @ConfigProperty(name = "interpretdl.patience-ms", defaultValue = "300000") long patience) {
        this.models = models;
        this.defaultModel = defaultModel;
        this.blobs = new Blobs(roots.orElse(List.of()), blobLimit);
        this.pixels = pixels;
        this.gate = new Gate(atOnce, waiting, patience);
    }

    /** One that is not configured: a function in a program or a test of its own, with the models of one folder. */
    public static Explainer over(Path models) {
        return new Explainer(
                new Models(List.of(models), 1), "coco-centernet", Optional.empty(), 64L << 20, 40_000_000, 1, 0, 1);
    }

    /** A plain request: one picture, in the fields of {@link Request}. Funqy hands on a body of {@code null} as it is. */
    public Response explain(ExplainFunction function, @Nullable Request request) {
        if (request == null) {
            throw Refusal.of(400, "the body is null; a JSON object is expected");
        }
        Parameters parameters = new Parameters(request.fields());
        String model = parameters.text("model").orElse(defaultModel);
        Drawing drawing = Drawing.read(parameters);
        String image = parameters
                .text("image")
                .orElseThrow(() -> Refusal.of("image", "is missing: a picture in base64, or a file: URI"));
        Inputs inputs = Inputs.ofImage(blobs.read("image", image));
        Answered answered = explain(function, model, inputs, parameters);
        return Response.of(answered, drawing.of(answered));
    }

    /**
     * Any request.
     *
     * @throws Refusal when it cannot be served
     */
    public Answered explain(ExplainFunction function, String model, Inputs inputs, Parameters parameters) {
        return passing(() -> models.use(model, opened -> explain(function, opened, inputs, parameters)));
    }

    /** Plain inference. */
    public Map<String, Tensor> infer(String model, Inputs inputs) {
        return passing(() -> models.use(
                model,
                opened -> opened.infer(Preparation.of(opened, inputs, pixels).inputs())));
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

    private Answered explain(ExplainFunction function, Model model, Inputs inputs, Parameters parameters) {
        Preparation prepared = Preparation.of(model, inputs, pixels);
        boolean byCard = !inputs.encoded().isEmpty();
        Question question = question(model, prepared, parameters, byCard);
        boolean labels = parameters.flag("labels", true);
        Interpretation interpretation = function.interpretation(
                new Asked(parameters, model, prepared.inputs(), prepared.given(), prepared.pictures()));
        parameters.nothingLeft();
        Explanation explanation = interpretation.interpret(model, question);
        Map<String, Tensor> outputs = new LinkedHashMap<>(explanation.tensors());
        if (labels) {
            outputs.putAll(Predicted.tensors(model, question.inputs(), explanation.predicted(), question.output()));
        }
        return new Answered(model.name(), explanation, outputs, prepared.pictures());
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
                parameters.choice("granularity", Granularity.TOKEN) == Granularity.EMBEDDING,
                Engine.Run.seeded(parameters.seed("seed", 0)));
    }
}
