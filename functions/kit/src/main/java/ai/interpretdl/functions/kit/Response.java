package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Picture;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.HighlightTable;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a function answers: {@code model}, {@code algorithm}, what was predicted, the tensors of {@code outputs} as the Open Inference
 * Protocol writes them, {@code quality} with the numbers of one row beside how they came about, and on request a {@code picture}.
 *
 * @param model the model's name
 * @param quality score, baseline score and completeness delta where they are defined, samples, device, seconds, seed, digest
 * @param outputs tensors by name
 * @param picture a PNG file, or texts highlighted in another form
 * @param seen what the model saw, a picture a row; not written
 * @param drawn the picture before it became a file; not written
 * @param highlighted the coloured texts before they became a file; not written
 */
@JsonSerialize(using = Response.Writer.class)
public record Response(
        String model,
        ObjectNode quality,
        Map<String, Tensor> outputs,
        Optional<File> picture,
        List<Picture> seen,
        Optional<Drawn> drawn,
        Optional<HighlightTable> highlighted) {
    private static final List<String> NUMBERS = List.of("score", "baseline_score", "completeness_delta");

    /**
     * A picture as a file.
     *
     * @param type its media type
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record File(String type, byte[] bytes) {
        static final String PNG = "image/png";
        static final String SVG = "image/svg+xml";

        static File of(Picture picture) {
            return new File(PNG, picture.png());
        }

        /** How the names of such files end. */
        public String suffix() {
            return switch (type) {
                case PNG -> ".png";
                case SVG -> ".svg";
                case "text/html" -> ".html";
                default -> ".txt";
            };
        }

        /** The fields {@code picture} and {@code picture_type}: pixels in base64, all else as it is. */
        public Map<String, JsonNode> fields() {
            JsonNode content = type.equals(PNG)
                    ? BinaryNode.valueOf(bytes)
                    : TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            fields.put("picture", content);
            fields.put("picture_type", TextNode.valueOf(type));
            return fields;
        }

        /** Writes the fields. */
        public void write(JsonGenerator json) throws IOException {
            for (Map.Entry<String, JsonNode> field : fields().entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeTree(field.getValue());
            }
        }
    }

    public Response {
        outputs = new LinkedHashMap<>(outputs);
        seen = List.copyOf(seen);
    }

    static Response of(Answered answered, Drawing drawing) {
        Optional<Drawn> drawn = drawing.of(answered);
        ObjectNode quality = answered.parameters();
        NUMBERS.forEach(name -> number(answered, name).ifPresent(value -> quality.put(name, value)));
        return new Response(
                answered.model(),
                quality,
                answered.outputs(),
                drawn.map(Drawn::file),
                answered.pictures(),
                drawn,
                answered.highlighted());
    }

    private static Optional<Float> number(Answered answered, String name) {
        return Optional.ofNullable(answered.outputs().get(name))
                .filter(tensor -> tensor.shape().size() == 1)
                .map(tensor -> tensor.floats()[0])
                .filter(value -> Float.isFinite(value));
    }

    /** The same without its picture. */
    public Response withoutPicture() {
        return new Response(model, quality, outputs, Optional.empty(), seen, drawn, highlighted);
    }

    /** What was predicted of the first row, when the card has labels. */
    public Optional<String> label() {
        return Optional.ofNullable(outputs.get("predicted_label"))
                .map(tensor -> tensor.strings().get(0));
    }

    /** The probability of what was predicted of the first row. */
    public Optional<Float> probability() {
        return Optional.ofNullable(outputs.get("predicted_probability")).map(tensor -> tensor.floats()[0]);
    }

    static final class Writer extends JsonSerializer<Response> {
        @Override
        public void serialize(Response response, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("model", response.model);
            if (response.label().isPresent()) {
                json.writeStringField("label", response.label().get());
            }
            if (response.probability().isPresent()) {
                json.writeNumberField("probability", response.probability().get());
            }
            json.writeFieldName("quality");
            json.writeTree(response.quality);
            json.writeArrayFieldStart("outputs");
            for (Map.Entry<String, Tensor> output : response.outputs.entrySet()) {
                json.writeStartObject();
                WireTensor.write(json, output.getKey(), output.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (response.picture.isPresent()) {
                response.picture.get().write(json);
            }
            json.writeEndObject();
        }
    }
}
