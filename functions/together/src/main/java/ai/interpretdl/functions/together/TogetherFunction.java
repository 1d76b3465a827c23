package ai.interpretdl.functions.together;

import ai.interpretdl.functions.kit.Answering;
import ai.interpretdl.functions.kit.Call;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several algorithms about one input. */
@ApplicationScoped
public class TogetherFunction implements Answering {
    private static final String LIST = "algorithms";

    private final Explainer explainer;
    private final Functions functions;

    TogetherFunction(Explainer explainer, Functions functions) {
        this.explainer = explainer;
        this.functions = functions;
    }

    /**
     * The function; its own parameter is {@code algorithms}, a list of names, or of objects with a {@code name} and an algorithm's own
     * parameters. All other fields are common to them.
     */
    @Funq("together")
    public Sheet together(Request request) {
        return answer(request);
    }

    /** Funqy hands on a body of {@code null} as it is. */
    @Override
    public Sheet answer(@Nullable Request request) {
        if (request == null) {
            throw Refusal.of(400, "the body is null; a JSON object is expected");
        }
        Map<String, JsonNode> common = new LinkedHashMap<>(request.fields());
        JsonNode list = common.remove(LIST);
        if (list == null || !list.isArray() || list.isEmpty()) {
            throw Refusal.of(LIST, "is missing: a list of names, or of objects with a name and parameters");
        }
        List<Call> calls = new ArrayList<>();
        for (JsonNode one : list) {
            calls.add(call(LIST + "[" + calls.size() + "]", one));
        }
        return new Sheet(explainer.explain(calls, common));
    }

    private Call call(String field, JsonNode one) {
        Map<String, JsonNode> own = Parameters.fields(one);
        JsonNode name = one.isTextual() ? one : own.remove("name");
        if (!(name instanceof TextNode text)) {
            throw Refusal.of(field, "is " + one + ", which has no name");
        }
        return new Call(field, functions.named(field, text.textValue()), own);
    }
}
