package ai.interpretdl.functions.gateway.inbox;

import ai.interpretdl.functions.kit.Drawn;
import ai.interpretdl.functions.kit.Event;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Problem;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.functions.kit.TextFile;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Picture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The entry of events that a file has come, whether the watcher or a broker brings them: rules, functions, outbox. */
@ApplicationScoped
public class Uploads {
    private static final Logger LOG = Logger.getLogger(Uploads.class);

    private final Functions functions;
    private final Explainer explainer;
    private final ObjectMapper mapper;
    private final Outbox outbox;
    private final Rules rules;
    private final int lines;

    Uploads(
            Functions functions,
            Explainer explainer,
            ObjectMapper mapper,
            @ConfigProperty(name = "interpretdl.outbox", defaultValue = "target/outbox") Path outbox,
            @ConfigProperty(name = "interpretdl.rules") Optional<Path> rules,
            @ConfigProperty(name = "interpretdl.lines", defaultValue = "1000") int lines) {
        this.functions = functions;
        this.explainer = explainer;
        this.mapper = mapper;
        this.outbox = new Outbox(outbox.toAbsolutePath().normalize());
        this.rules = Rules.read(RulesFile.text(rules), functions.names(), mapper);
        this.lines = lines;
    }

    /**
     * What came of a file.
     *
     * @param subject the file, relative to where it came
     * @param label what was predicted, when the model has labels
     * @param probability of it
     * @param written the files in the outbox
     */
    public record Made(String subject, Optional<String> label, Optional<Float> probability, List<Path> written) {
        public Made {
            written = List.copyOf(written);
        }
    }

    /**
     * Explains the event's file by all functions that the rules name.
     *
     * @throws Refusal when the event is another, no rule matches, or a function failed; answers of the others are written all the same
     * @throws CancellationException when this program is ending; the file has neither been explained nor failed
     */
    public Made accept(Event event) {
        String subject = event.subject()
                .orElseThrow(
                        () -> Refusal.of("subject", "is missing: the name of the file, by which rules are chosen"));
        String file = event.text("file").orElseThrow(() -> Refusal.of("data.file", "is missing: a file: URI"));
        List<Call> calls = rules.callsFor(subject)
                .orElseThrow(() -> Refusal.of(
                        415,
                        "no rule is for " + subject + "; there are rules for " + String.join(" ", rules.suffixes())));
        List<Path> written = new ArrayList<>();
        List<Response> answers = new ArrayList<>();
        List<ContactSheet.Cell> cells = new ArrayList<>();
        Map<String, TextFile> read = new HashMap<>();
        Map<String, Problem> failures = new LinkedHashMap<>();
        for (Call call : calls) {
            try {
                written.addAll(
                        TextFile.isOne(subject)
                                ? lines(subject, call, file, read, answers)
                                : picture(subject, call, file, answers, cells));
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError e) {
                failures.put(call.function(), told(call, e));
            } catch (IOException e) {
                throw new UncheckedIOException("the outbox cannot be written", e);
            }
        }
        written.addAll(sheet(subject, answers, cells));
        failures.forEach((function, problem) -> {
            throw Refusal.of(problem.status(), function + ": " + problem.detail());
        });
        return new Made(subject, answers.get(0).label(), answers.get(0).probability(), written);
    }

    private List<Path> lines(String subject, Call call, String file, Map<String, TextFile> read, List<Response> answers)
            throws IOException {
        if (!functions.named("rules", call.function()).learns()) {
            TextFile texts = read.computeIfAbsent(
                    file, uri -> TextFile.read(subject, explainer.file("data.file", uri), lines, mapper));
            return texts(subject, call, texts, answers);
        }
        CorpusRun run = new CorpusRun(subject + "." + call.function(), file, outbox, mapper);
        CorpusRun.Made made = run.learn(fields -> ask(call, fields));
        answers.add(made.answer());
        return made.written();
    }

    private List<Path> texts(String subject, Call call, TextFile texts, List<Response> answers) throws IOException {
        TextAnswers read = TextAnswers.of(texts, line -> ask(call, line));
        answers.add(read.first());
        return read.write(subject + "." + call.function(), outbox, mapper);
    }

    private List<Path> picture(
            String subject, Call call, String file, List<Response> answers, List<ContactSheet.Cell> cells)
            throws IOException {
        Response response = ask(
                call,
                Map.of(
                        "image",
                        TextNode.valueOf(file),
                        "picture",
                        call.parameters().getOrDefault("picture", BooleanNode.TRUE)));
        answers.add(response);
        response.drawn()
                .flatMap(Drawn::depiction)
                .ifPresent(drawn -> cells.add(new ContactSheet.Cell(call.function(), drawn)));
        return write(subject, call.function(), response);
    }

    /** The photo and all pictures of it side by side: {@code chelsea.png.png}. */
    private List<Path> sheet(String subject, List<Response> answers, List<ContactSheet.Cell> cells) {
        Optional<Picture> seen =
                answers.stream().flatMap(answer -> answer.seen().stream()).findFirst();
        if (seen.isEmpty() || cells.isEmpty()) {
            return List.of();
        }
        List<ContactSheet.Cell> all =
                new ArrayList<>(List.of(new ContactSheet.Cell("what the model sees", seen.get())));
        all.addAll(cells);
        Response first = answers.get(0);
        String said = first.label().orElse("")
                + first.probability()
                        .map(p -> String.format(Locale.ROOT, " %.2f", p))
                        .orElse("");
        try {
            return List.of(outbox.write(
                    subject + ".png",
                    new ContactSheet(subject + "   " + said, all, 3).draw().png()));
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox cannot be written", e);
        }
    }

    private static Problem told(Call call, Throwable failure) {
        Problem problem = Problem.of(failure);
        if (problem.unexpected()) {
            LOG.error(problem.members().get("id") + " " + call.function(), failure);
        }
        return problem;
    }

    private Response ask(Call call, Map<String, JsonNode> content) {
        Map<String, JsonNode> fields = new LinkedHashMap<>(call.parameters());
        fields.putAll(content);
        return explainer.explain(functions.named("rules", call.function()), new Request(fields));
    }

    private List<Path> write(String subject, String function, Response response) throws IOException {
        List<Path> written = new ArrayList<>();
        written.add(
                outbox.write(subject + "." + function + ".json", mapper.writeValueAsBytes(response.withoutPicture())));
        if (response.picture().isPresent()) {
            written.add(outbox.write(
                    subject + "." + function + response.picture().get().suffix(),
                    response.picture().get().bytes()));
        }
        return written;
    }
}
