package ai.interpretdl.functions.kit;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One photo and a small model, asked by a function and by the library: for the tests of function modules, whose law it is that they hand
 * every parameter on.
 */
public final class OnePhoto {
    /** The small model. */
    public static final String MODEL = "fashion-cnn";

    /** The name of its only input. */
    public static final String INPUT = "image";

    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A function's own method. */
    @FunctionalInterface
    public interface Function {
        Response of(Request request);
    }

    private OnePhoto() {}

    /** What a function needs, with the models of this project. */
    public static Explainer explainer() {
        return Explainer.over(MODELS);
    }

    /** A request about the photo. */
    public static Request request(Map<String, ?> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree(MODEL));
        fields.put("image", MAPPER.valueToTree(Base64.getEncoder().encodeToString(photo())));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return new Request(fields);
    }

    /** A tensor of the function's answer. */
    public static Tensor ask(Function function, String output, Map<String, ?> parameters) {
        return Objects.requireNonNull(function.of(request(parameters)).outputs().get(output), output);
    }

    /** The attributions in the function's answer. */
    public static Tensor ask(Function function, Map<String, ?> parameters) {
        return ask(function, "attributions." + INPUT, parameters);
    }

    /** What the library says of the same photo. */
    public static Explanation library(Interpretation algorithm) {
        return library(algorithm, question -> question);
    }

    /** What the library says of the same photo when asked otherwise. */
    public static Explanation library(Interpretation algorithm, UnaryOperator<Question> asked) {
        try (Model model = InterpretDl.open(MODELS.resolve(MODEL + ".onnx"))) {
            Tensor x = ImageCard.read(model.card().flatMap(Card::image).orElseThrow())
                    .apply(Picture.read(photo()));
            return algorithm.interpret(model, asked.apply(Question.of(Map.of(INPUT, x))));
        }
    }

    /** Squares of 10 x 10 pixels, cut at the edges, numbered from 0: nine features, INT64 {@code [1, 28, 28]}. */
    public static Map<String, Tensor> squares() {
        long[] ids = new long[28 * 28];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i / 28 / 10 * 3 + i % 28 / 10;
        }
        return Map.of(INPUT, Tensor.of(ids, 1, 28, 28));
    }

    /** Answers with the squares as features, as a V2 request would bring them. */
    public static Explanation ofSquares(ExplainFunction function, Map<String, ?> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return ofSquares(function, fields, List.of(photo()));
    }

    /** As {@link #ofSquares}, about a batch of the photo and itself. */
    public static Explanation ofTwoPhotosThatAreAlike(ExplainFunction function, Map<String, ?> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return ofSquares(function, fields, List.of(photo(), photo()));
    }

    private static Explanation ofSquares(ExplainFunction function, Map<String, JsonNode> fields, List<byte[]> photos) {
        Map<String, Tensor> given = new LinkedHashMap<>();
        squares().forEach((name, tensor) -> given.put("segments." + name, tensor));
        Inputs inputs = new Inputs(given, Map.of(INPUT, photos));
        return explainer()
                .explain(function, MODEL, inputs, new Parameters(fields))
                .explanation();
    }

    /** The bytes of the photo's file. */
    public static byte[] photo() {
        try {
            return Files.readAllBytes(MODELS.resolve("photos/chelsea.png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
