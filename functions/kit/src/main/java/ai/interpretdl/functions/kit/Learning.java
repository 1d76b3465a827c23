package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Grid;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RegionDescriptions;
import ai.interpretdl.interpret.input.FastNormLime;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.input.Pulled;
import ai.interpretdl.interpret.input.PulledRounds;
import ai.interpretdl.interpret.regression.Clusters;
import ai.interpretdl.interpret.regression.Contribution;
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
    private static Kinds kinds(Asked asked, Features features) {
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

    /** NormLIME of features of any kind but words. */
    public static Interpretation normLime(Asked asked) {
        Lime lime = Algorithms.oneLime(asked);
        Kinds kinds = kinds(asked, lime.features());
        NormLime.Scope usual = kinds instanceof Kinds.Tokens ? NormLime.Scope.POSITIVE : NormLime.Scope.ALL;
        return new NormLime(
                lime, kinds, contribution(asked), asked.parameters().choice("scope", usual), Algorithms.budget(asked));
    }

    public static Interpretation fastNormLime(Asked asked) {
        Features features = asked.features(new Grid(10, 10));
        return new FastNormLime(features, kinds(asked, features));
    }

    public static Interpretation limePrior(Asked asked) {
        Lime lime = Algorithms.oneLime(asked);
        Kinds kinds = kinds(asked, lime.features());
        return pulled(asked, limePrior(asked, lime, kinds, () -> new FastNormLime(lime.features(), kinds)));
    }

    public static Interpretation gLime(Asked asked) {
        Lime lime = Algorithms.oneLime(asked);
        Kinds kinds = kinds(asked, lime.features());
        NormLime learning =
                new NormLime(lime, kinds, contribution(asked), NormLime.Scope.ALL, Algorithms.budget(asked));
        LimePrior base = limePrior(asked, lime, kinds, () -> learning);
        return pulled(asked, new GLime(base, asked.parameters().nonNegative("sparsity", 0)));
    }

    private static LimePrior limePrior(Asked asked, Lime lime, Kinds kinds, Supplier<GlobalLearning> otherwise) {
        double force = asked.parameters().above0("force", 1);
        return new LimePrior(lime, kinds, prior(asked, otherwise), force);
    }

    private static Interpretation pulled(Asked asked, Pulled whole) {
        Budget budget = Algorithms.budget(asked);
        Lime lime = whole.base().lime();
        return budget.isNone()
                ? whole
                : new PulledRounds(whole, asked.leastOfFit(lime.features(), lime.samples()), budget);
    }

    private static Contribution contribution(Asked asked) {
        return asked.parameters().choice("contribution", Contribution.NORM_LIME);
    }

    /** The weights in {@code prior}, as an answer brought them; without, what is learnt from the rows. */
    private static GlobalLearning prior(Asked asked, Supplier<GlobalLearning> otherwise) {
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
