package ai.interpretdl.functions.gateway;

import ai.interpretdl.functions.gateway.inbox.Uploads;
import ai.interpretdl.functions.kit.Event;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Takes the events that are not a function's own from {@code POST /}: a file has come. All others go on to Funqy, which knows
 * functions by their event type.
 */
@ApplicationScoped
class EventRoutes {
    private static final int BEFORE_FUNQY = -1000;

    private final Uploads uploads;
    private final ObjectMapper mapper;

    EventRoutes(Uploads uploads, ObjectMapper mapper) {
        this.uploads = uploads;
        this.mapper = mapper;
    }

    void register(@Observes Router router) {
        router.post("/").order(BEFORE_FUNQY).handler(BodyHandler.create(false));
        router.post("/").order(BEFORE_FUNQY + 1).blockingHandler(this::route, false);
    }

    private void route(RoutingContext context) {
        Map<String, String> headers = new HashMap<>();
        context.request().headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        if (!Event.isEvent(headers)) {
            context.next();
            return;
        }
        try {
            Event event = Event.read(headers, context.body().buffer().getBytes(), mapper);
            if (!event.type().equals(Event.FILE_ARRIVED)) {
                context.next();
                return;
            }
            Uploads.Made made = uploads.accept(event);
            ObjectNode answer = mapper.createObjectNode().put("subject", made.subject());
            made.label().ifPresent(label -> answer.put("label", label));
            made.probability().ifPresent(probability -> answer.put("probability", probability));
            made.written()
                    .forEach(
                            file -> answer.withArray("written").add(file.toUri().toString()));
            context.response().putHeader("content-type", "application/json").end(answer.toString());
        } catch (RuntimeException | OutOfMemoryError e) {
            context.fail(e);
        }
    }
}
