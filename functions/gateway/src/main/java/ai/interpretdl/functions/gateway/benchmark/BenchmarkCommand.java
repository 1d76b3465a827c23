package ai.interpretdl.functions.gateway.benchmark;

import ai.interpretdl.evaluate.Benchmark;
import ai.interpretdl.evaluate.Benchmark.Batch;
import ai.interpretdl.evaluate.Evaluation;
import ai.interpretdl.evaluate.Results;
import ai.interpretdl.evaluate.Summary;
import ai.interpretdl.functions.evaluate.Measures;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Models;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a plan, or goes on with it where it was cut off. In the folder of results come {@code results.jsonl}, a line for each thing measured, {@code
 * summary.json} and {@code summary.md}, averages over the pictures, and a chart of each curve as PNG and SVG.
 */
@ApplicationScoped
public class BenchmarkCommand implements QuarkusApplication {
    private final Explainer explainer;
    private final Functions functions;
    private final Models models;
    private final ObjectMapper mapper;

    BenchmarkCommand(Explainer explainer, Functions functions, Models models, ObjectMapper mapper) {
        this.explainer = explainer;
        this.functions = functions;
        this.models = models;
        this.mapper = mapper;
    }

    /** @param arguments the file of the plan */
    @Override
    public int run(String... arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("benchmark takes one argument, the file of a plan");
            return 2;
        }
        try {
            JsonNode plan = mapper.readTree(Files.readString(Path.of(arguments[0])));
            System.out.print(run(Plan.read(plan), plan));
            return 0;
        } catch (Refusal | IllegalArgumentException | IOException | UncheckedIOException e) {
            System.err.println("benchmark: " + e.getMessage());
            return 1;
        }
    }

    private String run(Plan plan, JsonNode json) throws Exception {
        Results results = Results.open(plan.results().resolve("results.jsonl"), header(plan, json));
        Benchmark benchmark = new Benchmark(
                made(plan.algorithms(), this::algorithm), made(plan.measures(), BenchmarkCommand::measure));
        new Pictures(plan, explainer, benchmark, results).measure(System.out::println);
        return write(plan.results(), Summary.of(results));
    }

    /** What tells a run from others: everything but where its pictures and results lie, and how many are measured at a time. */
    private ObjectNode header(Plan plan, JsonNode json) throws Exception {
        ObjectNode header = json.deepCopy();
        header.remove(List.of("images", "results", "batch"));
        header.put("model_digest", models.use(plan.model(), Model::digest));
        return header;
    }

    private static <T> Map<String, Function<Batch, T>> made(
            Map<String, Plan.Call> calls, Function<Plan.Call, Function<Batch, T>> maker) {
        Map<String, Function<Batch, T>> made = new LinkedHashMap<>();
        calls.forEach((name, call) -> made.put(name, maker.apply(call)));
        return made;
    }

    private Function<Batch, Interpretation> algorithm(Plan.Call call) {
        var function = functions.named("algorithms", call.function());
        return batch -> read(call, batch, function::alone);
    }

    private static Function<Batch, Evaluation> measure(Plan.Call call) {
        if (!Measures.names().contains(call.function())) {
            throw Refusal.of(
                    "measures", "has " + call.function() + " in it, not one of " + String.join(", ", Measures.names()));
        }
        return batch -> read(call, batch, asked -> Measures.read(call.function(), asked));
    }

    private static <T> T read(Plan.Call call, Batch batch, Function<Asked, T> reader) {
        Parameters parameters = call.read();
        T made = reader.apply(new Asked(
                parameters, batch.model(), batch.question().inputs(), Map.of(), batch.seen(), Optional.empty()));
        parameters.nothingLeft();
        return made;
    }

    private static String write(Path folder, Summary summary) throws IOException {
        Files.writeString(folder.resolve("summary.json"), summary.json().toPrettyString() + "\n");
        Files.writeString(folder.resolve("summary.md"), summary.table());
        summary.charts().forEach((name, chart) -> {
            chart.figure().write(folder.resolve(name + ".png"));
            chart.figure().write(folder.resolve(name + ".svg"));
        });
        return summary.table();
    }
}
