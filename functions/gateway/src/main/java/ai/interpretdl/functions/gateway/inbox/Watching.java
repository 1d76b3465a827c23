package ai.interpretdl.functions.gateway.inbox;

import ai.interpretdl.functions.kit.Event;
import ai.interpretdl.functions.kit.Problem;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Watches the inbox while the gateway runs; {@code interpretdl.inbox.watched=false} leaves it to brokers to send events. */
@ApplicationScoped
class Watching {
    private static final Logger LOG = Logger.getLogger(Watching.class);

    private final Uploads uploads;
    private final Announcer announcer;
    private final ObjectMapper mapper;
    private final Path inbox;
    private final boolean watched;
    private final Duration quiet;
    private final Optional<Path> samples;
    private final List<Watcher> running = new ArrayList<>();

    Watching(
            Uploads uploads,
            Announcer announcer,
            ObjectMapper mapper,
            @ConfigProperty(name = "interpretdl.inbox", defaultValue = "target/inbox") Path inbox,
            @ConfigProperty(name = "interpretdl.inbox.watched", defaultValue = "true") boolean watched,
            @ConfigProperty(name = "interpretdl.inbox.quiet", defaultValue = "500ms") Duration quiet,
            @ConfigProperty(name = "interpretdl.samples") Optional<Path> samples) {
        this.uploads = uploads;
        this.announcer = announcer;
        this.mapper = mapper;
        this.inbox = inbox.toAbsolutePath().normalize();
        this.watched = watched;
        this.quiet = quiet;
        this.samples = samples;
    }

    void start(@Observes StartupEvent event) throws IOException {
        if (watched) {
            Watcher watcher = new Watcher(new Inbox(inbox, quiet), quiet, this::receive, Clock.systemUTC());
            running.add(watcher);
            watcher.start();
            if (samples.isPresent()) {
                new Samples(samples.get()).putInto(inbox);
            }
            announcer.watching(inbox);
        }
    }

    private Optional<byte[]> receive(Path file, String subject) {
        try {
            Uploads.Made made = uploads.accept(Event.fileArrived(inbox.toUri(), subject, file, mapper));
            announcer.made(made);
            return Optional.empty();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            Problem problem = Problem.of(e);
            if (problem.unexpected()) {
                LOG.error(problem.members().get("id") + " " + subject, e);
            }
            announcer.failed(subject, problem);
            return Optional.of(problem.json().toPrettyString().getBytes(StandardCharsets.UTF_8));
        }
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        for (Watcher watcher : running) {
            watcher.close();
        }
    }
}
