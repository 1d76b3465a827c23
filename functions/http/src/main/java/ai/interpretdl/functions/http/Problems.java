package ai.interpretdl.functions.http;

import ai.interpretdl.functions.kit.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells every failure, wherever it happened, as a problem in JSON; told apart by what was thrown, once for all functions. */
@ApplicationScoped
class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    void register(@Observes Router router) {
        // Before Quarkus' own, which answer with a page.
        router.route().order(Integer.MIN_VALUE).failureHandler(Problems::answer);
        router.route().order(Integer.MAX_VALUE).handler(context -> context.fail(404));
        router.post().order(Integer.MIN_VALUE + 1).handler(Problems::notEmpty);
    }

    /** Funqy fails on an empty body with something that does not tell what is missing. */
    private static void notEmpty(RoutingContext context) {
        String length = context.request().getHeader("content-length");
        boolean chunked = context.request().getHeader("transfer-encoding") != null;
        if (!chunked && (length == null || length.equals("0"))) {
            answer(context, new Problem(400, "the body is empty; a JSON object is expected", Map.of()));
        } else {
            context.next();
        }
    }

    private static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        Problem problem = failure == null ? Problem.of(status(context)) : Problem.of(failure);
        if (failure != null && problem.unexpected()) {
            LOG.error(
                    problem.members().get("id") + " " + context.request().method() + " "
                            + context.request().path(),
                    failure);
        }
        answer(context, problem);
    }

    /** Funqy says 406 also of a body that is no JSON, for which HTTP has 415. */
    private static int status(RoutingContext context) {
        String type = context.request().getHeader("content-type");
        boolean json = type == null || type.contains("json");
        return context.statusCode() == 406 && !json ? 415 : context.statusCode();
    }

    static void answer(RoutingContext context, Problem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response().setStatusCode(problem.status()).putHeader("content-type", Problem.MEDIA_TYPE);
        if (problem.status() == 429 || problem.status() == 503) {
            context.response().putHeader("retry-after", "5");
        }
        boolean head = context.request().method().equals(HttpMethod.HEAD);
        context.response().end(head ? "" : problem.json().toString());
    }
}
