package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RegionDescriptions;
import ai.interpretdl.interpret.regression.Clusters;
import ai.interpretdl.interpret.regression.GlobalWeights;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what algorithms take that learn over several inputs: {@code kinds}, {@code clusters}, {@code prior}. */
public final class Learning {
    private enum Kind {
        PLACES,
        TOKENS,
        CLUSTERS
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int CLUSTERS = 50;

    private Learning() {}

    /**
     * Which features are of a kind: {@code kinds} ({@code clusters} of a picture's regions, {@code tokens} of a model of token ids, else
     * {@code places}). Clusters are given in {@code clusters} as JSON, or it is their number, and they are trained from the rows.
     */
    public static Kinds kinds(Asked asked, Features features) {
        Parameters parameters = asked.parameters();
        boolean tokens = asked.model().seams().stream().anyMatch(seam -> seam.isEmbedding());
        Kind usual = tokens ? Kind.TOKENS : asked.isPicture() ? Kind.CLUSTERS : Kind.PLACES;
        return switch (parameters.choice("kinds", usual)) {
            case PLACES -> new Kinds.Places();
            case TOKENS -> new Kinds.Tokens();
            case CLUSTERS -> new Kinds.Clustered(clusters(asked, features), asked.layer());
        };
    }

    private static Clusters clusters(Asked asked, Features features) {
        Optional<JsonNode> given = asked.parameters().value("clusters").filter(value -> !value.isNumber());
        if (given.isPresent()) {
            return Clusters.read(json("clusters", given.get()), "clusters");
        }
        int count = asked.parameters().positive("clusters", CLUSTERS);
        long seed = asked.parameters().seed("seed", 0);
        Question question = Question.of(asked.inputs()).seeded(seed);
        return RegionDescriptions.train(asked.model(), question, features, asked.layer(), count);
    }

    /** The weights in {@code prior}, as an answer brought them; without, what is learnt from the rows. */
    public static GlobalLearning prior(Asked asked, Supplier<GlobalLearning> otherwise) {
        return asked.parameters()
                .value("prior")
                .<GlobalLearning>map(
                        value -> new GlobalLearning.Known(GlobalWeights.read(json("prior", value), "prior")))
                .orElseGet(otherwise);
    }

    /** An object, or its text as an answer carries it. */
    public static JsonNode json(String field, JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return MAPPER.readTree(value.textValue());
        } catch (JsonProcessingException e) {
            throw Refusal.of(field, "is no JSON: " + e.getOriginalMessage());
        }
    }
}
