package ai.interpretdl.functions.gateway.v2;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.model.Conformance;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code GET /v2/models/{model}/conformance}: what can be explained of a model, found by trying it; text where the caller prefers it, else
 * JSON. Each call tries anew.
 */
@ApplicationScoped
class ConformanceRoute {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final Explainer explainer;

    ConformanceRoute(Explainer explainer) {
        this.explainer = explainer;
    }

    void register(@Observes Router router) {
        router.get("/v2/models/:model/conformance")
                .order(V2Routes.BEFORE_FUNQY)
                .produces(JSON)
                .produces(TEXT)
                .blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        try {
            Conformance found = explainer.conformance(context.pathParam("model"));
            boolean text = TEXT.equals(context.getAcceptableContentType());
            context.response()
                    .putHeader("content-type", text ? TEXT + ";charset=UTF-8" : JSON)
                    .end(text ? found.text() : found.json().toString());
        } catch (Exception | OutOfMemoryError e) {
            context.fail(e);
        }
    }
}
