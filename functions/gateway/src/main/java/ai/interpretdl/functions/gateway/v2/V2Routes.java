package ai.interpretdl.functions.gateway.v2;

import ai.interpretdl.functions.kit.Answered;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Inputs;
import ai.interpretdl.functions.kit.Models;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.WireType;
import ai.interpretdl.model.Port;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The routes of the protocol. They come before Funqy's, which would take their paths for functions. */
@ApplicationScoped
class V2Routes {
    static final int BEFORE_FUNQY = -1000;
    private static final String HEADER = "Inference-Header-Content-Length";

    private final Models models;
    private final Functions functions;
    private final Explainer explainer;
    private final ObjectMapper mapper;
    private final long bodyLimit;

    V2Routes(
            Models models,
            Functions functions,
            Explainer explainer,
            ObjectMapper mapper,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "64M") MemorySize bodyLimit) {
        this.models = models;
        this.functions = functions;
        this.explainer = explainer;
        this.mapper = mapper;
        this.bodyLimit = bodyLimit.asLongValue();
    }

    private interface Answering {
        void answer(RoutingContext context) throws Exception;
    }

    void register(@Observes Router router) {
        get(router, "/v2", context -> json(context, Metadata.server()));
        get(router, "/v2/health/live", context -> json(context, yes("live")));
        get(router, "/v2/health/ready", context -> json(context, yes("ready")));
        get(router, "/v2/models", context -> json(context, Metadata.models(models.names())));
        for (String model : List.of("/v2/models/:model", "/v2/models/:model/versions/:version")) {
            get(router, model, this::metadata);
            get(router, model + "/ready", this::ready);
            post(router, model + "/infer", this::infer);
            post(router, model + "/explain", this::explain);
        }
    }

    private static void get(Router router, String path, Answering answering) {
        router.get(path).order(BEFORE_FUNQY).blockingHandler(context -> answered(context, answering), false);
    }

    private void post(Router router, String path, Answering answering) {
        router.post(path).order(BEFORE_FUNQY).handler(BodyHandler.create(false).setBodyLimit(bodyLimit));
        router.post(path).order(BEFORE_FUNQY + 1).blockingHandler(context -> answered(context, answering), false);
    }

    private static void answered(RoutingContext context, Answering answering) {
        try {
            answering.answer(context);
        } catch (Exception | OutOfMemoryError e) {
            context.fail(e);
        }
    }

    private void metadata(RoutingContext context) throws Exception {
        json(context, models.use(model(context), model -> Metadata.model(model, functions.suiting(model))));
    }

    private void ready(RoutingContext context) throws Exception {
        json(context, models.use(model(context), model -> yes("ready").put("name", model.name())));
    }

    private void infer(RoutingContext context) throws Exception {
        Message message = message(context);
        Answer.Wanted wanted = Answer.Wanted.of(message.json());
        new Parameters(message.json().parameters()).known("binary_data_output").nothingLeft();
        Map<String, Tensor> outputs = explainer.infer(model(context), inputs(model(context), message));
        Answer answer = new Answer(
                context.pathParam("model"), message.json().id(), JsonNodeFactory.instance.objectNode(), outputs);
        write(context, answer.write(wanted, mapper));
    }

    private void explain(RoutingContext context) throws Exception {
        Message message = message(context);
        Answer.Wanted wanted = Answer.Wanted.of(message.json());
        Parameters parameters = new Parameters(message.json().parameters());
        String algorithm = parameters
                .text("algorithm")
                .orElseThrow(
                        () -> Refusal.of("algorithm", "is missing; there are " + String.join(", ", functions.names())));
        ExplainFunction function = functions.named("algorithm", algorithm);
        Inputs inputs = inputs(model(context), message);
        Answered answered = explainer.explain(function, model(context), inputs, parameters.known("binary_data_output"));
        Answer answer = new Answer(answered.model(), message.json().id(), answered.parameters(), answered.outputs());
        write(context, answer.write(wanted, mapper));
    }

    private Inputs inputs(String model, Message message) throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, List<byte[]>> encoded = new LinkedHashMap<>();
        Tensors.read(message, words(model, message)).forEach((name, content) -> {
            if (content instanceof Tensors.Content.Encoded items) {
                encoded.put(name, items.items());
            } else if (content instanceof Tensors.Content.Numbers numbers) {
                tensors.put(name, numbers.tensor());
            } else if (content instanceof Tensors.Content.Words words) {
                tensors.put(name, words.tensor());
            }
        });
        return new Inputs(tensors, encoded);
    }

    /** The inputs of strings of a model, looked up where a message has any. */
    private Set<String> words(String name, Message message) throws Exception {
        boolean any = message.json().inputs().stream()
                .anyMatch(input -> input.datatype().equalsIgnoreCase(WireType.BYTES.name()));
        return any
                ? models.use(
                        name,
                        model -> model.inputs().stream()
                                .filter(port -> port.type() == ElementType.STRING)
                                .map(Port::name)
                                .collect(Collectors.toSet()))
                : Set.of();
    }

    private Message message(RoutingContext context) {
        return Message.read(
                context.body().buffer().getBytes(),
                Optional.ofNullable(context.request().getHeader(HEADER)),
                mapper);
    }

    private static String model(RoutingContext context) {
        String version = context.pathParam("version");
        if (version != null && !version.equals("1")) {
            throw Refusal.of(404, "there is no version " + version + "; every model has the version 1");
        }
        return context.pathParam("model");
    }

    private static ObjectNode yes(String what) {
        return JsonNodeFactory.instance.objectNode().put(what, true);
    }

    private static void json(RoutingContext context, JsonNode json) {
        context.response().putHeader("content-type", "application/json").end(json.toString());
    }

    private static void write(RoutingContext context, Answer.Framed framed) {
        context.response()
                .putHeader(
                        "content-type", framed.header().isPresent() ? "application/octet-stream" : "application/json");
        framed.header().ifPresent(length -> context.response().putHeader(HEADER, String.valueOf(length)));
        context.response().end(Buffer.buffer(framed.body().array()));
    }
}
