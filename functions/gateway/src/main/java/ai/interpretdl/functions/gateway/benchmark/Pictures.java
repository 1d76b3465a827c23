package ai.interpretdl.functions.gateway.benchmark;

import ai.interpretdl.evaluate.Benchmark;
import ai.interpretdl.evaluate.Results;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Inputs;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The pictures of a plan, measured batch by batch. */
final class Pictures {
    private final Plan plan;
    private final Explainer explainer;
    private final Benchmark benchmark;
    private final Results results;
    private boolean works;

    Pictures(Plan plan, Explainer explainer, Benchmark benchmark, Results results) {
        this.plan = plan;
        this.explainer = explainer;
        this.benchmark = benchmark;
        this.results = results;
    }

    /**
     * Measures what the results lack.
     *
     * @param lines are told of each picture, in their order
     * @throws Refusal when the plan cannot be carried out for any picture
     */
    void measure(Consumer<String> lines) throws IOException {
        List<String> names = plan.pictures();
        List<List<String>> batches = benchmark.missing(names, plan.batch(), results);
        int number = names.size() - batches.stream().mapToInt(List::size).sum();
        works = number > 0;
        for (List<String> batch : batches) {
            for (String said : measured(batch)) {
                number++;
                lines.accept(number + "/" + names.size() + " " + said);
            }
        }
    }

    /** What there is to say of each. A batch that fails is asked again in halves, until what cannot be measured stands alone. */
    private List<String> measured(List<String> batch) throws IOException {
        try {
            ask(batch);
            works = true;
            return batch;
        } catch (CancellationException | UncheckedIOException e) {
            // results that cannot be written are no fault of a picture
            throw e;
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                return List.of(leftOut(batch.get(0), e));
            }
            int half = batch.size() / 2;
            List<String> said = new ArrayList<>(measured(batch.subList(0, half)));
            said.addAll(measured(batch.subList(half, batch.size())));
            return said;
        }
    }

    /** A picture that cannot be read, or measured as others were. */
    private String leftOut(String picture, RuntimeException why) {
        boolean unread = why instanceof Refusal refusal
                && refusal.field().filter("image"::equals).isPresent();
        if (!unread && !works) {
            throw why;
        }
        return picture + " is left out: " + why.getMessage();
    }

    private void ask(List<String> batch) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (String name : batch) {
            pictures.add(Files.readAllBytes(plan.images().resolve(name)));
        }
        explainer.ask(plan.model(), Inputs.ofImages(pictures), new Parameters(plan.about()), prepared -> {
            Asked asked = prepared.asked();
            asked.parameters().nothingLeft();
            benchmark.measure(
                    new Benchmark.Batch(batch, asked.model(), prepared.question(), asked.pictures()), results);
            return batch;
        });
    }
}
