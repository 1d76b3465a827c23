package ai.interpretdl.functions.kit;

import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.onnx.MalformedModelException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a failure is told: RFC 9457, {@code application/problem+json}, with the Open Inference Protocol's {@code error} beside it.
 *
 * @param status the HTTP status
 * @param detail what went wrong and what can be done
 * @param members further members, such as {@code field}, {@code operator} and {@code node}
 */
public record Problem(int status, String detail, Map<String, String> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Every status that is answered when something is wrong. */
    static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(406, "Not acceptable"),
            Map.entry(413, "Content too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "Cannot be explained"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Not available now"));

    private static final Map<Integer, String> DETAILS = Map.of(
            400, "the body is not a JSON object",
            404, "there is no such path or function",
            405, "this path does not take the method",
            406, "the answer cannot be given in the form that the request accepts",
            413, "the body is larger than this server takes",
            415, "the body's media type is not taken here; send application/json");

    public Problem {
        members = Map.copyOf(members);
    }

    /** A status without a cause, as servers decide it before a function is asked. */
    public static Problem of(int status) {
        return new Problem(status, DETAILS.getOrDefault(status, title(status)), Map.of());
    }

    /** What the first known cause tells; an unknown one is an internal error with an id under which it can be logged. */
    public static Problem of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<Problem> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        String id = UUID.randomUUID().toString();
        return new Problem(500, "an unexpected failure; the log has it under " + id, Map.of("id", id));
    }

    private static Optional<Problem> known(Throwable cause) {
        if (cause instanceof Refusal refusal) {
            Map<String, String> members = new LinkedHashMap<>(operator(refusal.getCause()));
            refusal.field().ifPresent(field -> members.put("field", field));
            return Optional.of(new Problem(refusal.status(), refusal.getMessage(), members));
        }
        if (cause instanceof UnsupportedOperatorException unsupported) {
            return Optional.of(new Problem(422, message(cause), operator(unsupported)));
        }
        if (cause instanceof MalformedModelException) {
            return Optional.of(new Problem(422, "the model file is damaged: " + message(cause), Map.of()));
        }
        if (cause instanceof CancellationException) {
            return Optional.of(new Problem(503, "the run was " + message(cause), Map.of()));
        }
        if (cause instanceof OutOfMemoryError) {
            return Optional.of(new Problem(503, "the memory does not suffice for this request now", Map.of()));
        }
        return Optional.empty();
    }

    /** What a model has that cannot be differentiated, where that is what a refusal came from. */
    private static Map<String, String> operator(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsupportedOperatorException unsupported) {
                return Map.of("operator", unsupported.operator(), "node", unsupported.node());
            }
        }
        return Map.of();
    }

    private static String message(Throwable cause) {
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }

    /** Whether the fault is the server's, so that the cause belongs into its log. */
    public boolean unexpected() {
        return status == 500;
    }

    public String title() {
        return title(status);
    }

    private static String title(int status) {
        return TITLES.getOrDefault(status, "Status " + status);
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank").put("title", title()).put("status", status);
        json.put("detail", detail).put("error", detail);
        members.forEach(json::put);
        return json;
    }
}
