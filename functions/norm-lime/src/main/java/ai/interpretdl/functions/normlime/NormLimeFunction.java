package ai.interpretdl.functions.normlime;

import ai.interpretdl.CorpusLime;
import ai.interpretdl.WordLime;
import ai.interpretdl.WordWeights;
import ai.interpretdl.evaluate.TextUnits;
import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Learning;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Reading;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.text.Granularity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What kinds of regions, or what words, count for a class over all rows. */
@ApplicationScoped
public class NormLimeFunction implements ExplainFunction {
    private final Explainer explainer;

    NormLimeFunction(Explainer explainer) {
        this.explainer = explainer;
    }

    /**
     * The function; its own parameters are those of lime and {@code contribution} (norm-lime). Of texts, whose words are keyed by themselves:
     * {@code corpus} (a file: URI in place of text), {@code state} (as an answer brought it) and {@code max_seconds}. Of everything else, and
     * of texts with {@code kinds} or another {@code unit} than word: {@code kinds}, {@code clusters} (50, or as an answer brought them),
     * {@code layer}, {@code scope} (all; of tokens: positive), {@code max_seconds}, {@code tolerance} (see the manual).
     */
    @Funq("norm-lime")
    public Response normLime(Request request) {
        return explainer.explain(this, request);
    }

    @Override
    public String name() {
        return "norm-lime";
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return asked.reading()
                .filter(reading -> reading.corpus() || isByWord(asked))
                .map(reading -> byWord(asked, reading))
                .orElseGet(() -> Learning.normLime(asked));
    }

    private static boolean isByWord(Asked asked) {
        return asked.given("segments").isEmpty()
                && asked.parameters().value("kinds").isEmpty()
                && asked.parameters().choice("unit", Granularity.WORD) == Granularity.WORD;
    }

    private Interpretation byWord(Asked asked, Reading reading) {
        Parameters parameters = asked.parameters();
        CorpusLime algorithm = new CorpusLime(
                parameters.positive("samples", 1000),
                new Locality(parameters.above0("kernel_width", 0.25)),
                asked.regression(0),
                parameters.choice("contribution", Contribution.NORM_LIME),
                parameters.seed("seed", 0));
        if (!reading.corpus()) {
            // Texts that are answered each need something in them.
            asked.features();
        }
        TextUnits words = reading.units(parameters);
        double seconds = parameters.above0("max_seconds", Double.MAX_VALUE);
        return new WordLime(algorithm, words, state(parameters), seconds, !reading.corpus());
    }

    /** An object, its text, or a file: URI. */
    private Optional<WordWeights> state(Parameters parameters) {
        return parameters
                .value("state")
                .map(value -> WordWeights.read(Learning.json("state", content(value)), "state"));
    }

    private JsonNode content(JsonNode value) {
        boolean file = value.isTextual() && value.textValue().startsWith("file:");
        return file
                ? TextNode.valueOf(new String(explainer.file("state", value.textValue()), StandardCharsets.UTF_8))
                : value;
    }
}
