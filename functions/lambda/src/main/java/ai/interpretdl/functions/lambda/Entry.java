package ai.interpretdl.functions.lambda;

import ai.interpretdl.functions.kit.Answering;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Problem;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The handler of every function on AWS Lambda.
 *
 * <p>What comes by HTTP is answered with a status. A failure of anything else is thrown, so that Lambda tries again or puts the event aside.
 */
@Named("entry")
@ApplicationScoped
public class Entry implements RequestStreamHandler {
    private final Answering function;
    private final ObjectMapper mapper;

    @Inject
    Entry(
            @Any Instance<ExplainFunction> algorithms,
            @Any Instance<Answering> others,
            Explainer explainer,
            ObjectMapper mapper) {
        // one that answers in a form of its own may have algorithms beside it, which it asks
        this(others.isUnsatisfied() ? explaining(algorithms.get(), explainer) : others.get(), mapper);
    }

    Entry(ExplainFunction function, Explainer explainer, ObjectMapper mapper) {
        this(explaining(function, explainer), mapper);
    }

    private Entry(Answering function, ObjectMapper mapper) {
        this.function = function;
        this.mapper = mapper;
    }

    private static Answering explaining(ExplainFunction function, Explainer explainer) {
        return request -> explainer.explain(function, request);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        handle(input, output);
    }

    void handle(InputStream input, OutputStream output) throws IOException {
        JsonNode event = mapper.readTree(input);
        mapper.writeValue(output, Invocation.isHttp(event) ? answered(event) : explained(event));
    }

    private Object explained(JsonNode event) {
        Invocation invocation = Invocation.of(event, mapper);
        if (invocation instanceof Invocation.Events events) {
            List<Object> responses = new ArrayList<>();
            events.requests().forEach(request -> responses.add(ask(request)));
            return responses;
        }
        return ask(event);
    }

    private ObjectNode answered(JsonNode event) {
        try {
            Invocation.Http http = (Invocation.Http) Invocation.of(event, mapper);
            return http(200, "application/json", mapper.writeValueAsString(ask(http.request())));
        } catch (JsonProcessingException | RuntimeException | OutOfMemoryError e) {
            Problem problem = Problem.of(e);
            if (problem.unexpected()) {
                System.getLogger(Entry.class.getName())
                        .log(System.Logger.Level.ERROR, problem.members().get("id"), e);
            }
            return http(problem.status(), Problem.MEDIA_TYPE, problem.json().toString());
        }
    }

    private ObjectNode http(int status, String type, String body) {
        ObjectNode answer = mapper.createObjectNode().put("statusCode", status).put("body", body);
        answer.putObject("headers").put("content-type", type);
        return answer;
    }

    private Object ask(JsonNode request) {
        if (!request.isObject()) {
            throw Refusal.of(400, "the request is no JSON object");
        }
        return function.answer(
                new Request(mapper.convertValue(request, new TypeReference<LinkedHashMap<String, JsonNode>>() {})));
    }
}
