package ai.interpretdl.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Saliency;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The kinds of events that Lambda hands over. */
class EntryTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private record Gradient() implements ExplainFunction {
        @Override
        public String name() {
            return "saliency";
        }

        @Override
        public Interpretation interpretation(Asked asked) {
            return new Saliency(asked.parameters().flag("absolute", false));
        }
    }

    private final Entry entry = new Entry(new Gradient(), Explainer.over(MODELS), MAPPER);

    @Test
    void aRequestByHttpOrByQueueOrAsItIsGivesTheSameAnswer() throws IOException {
        ObjectNode request = request();
        ObjectNode http = MAPPER.createObjectNode().put("body", request.toString());
        http.putObject("requestContext").putObject("http").put("method", "POST");
        ObjectNode queue = MAPPER.createObjectNode();
        queue.putArray("Records").addObject().put("eventSource", "aws:sqs").put("body", request.toString());
        ObjectNode bus = MAPPER.createObjectNode().put("detail-type", "photo");
        bus.set("detail", request);

        String direct = id(invoke(request));
        JsonNode answer = invoke(http);

        assertThat(answer.get("statusCode").intValue()).isEqualTo(200);
        assertThat(id(MAPPER.readTree(answer.get("body").textValue()))).isEqualTo(direct);
        assertThat(id(invoke(queue).get(0))).isEqualTo(direct);
        assertThat(id(invoke(bus).get(0))).isEqualTo(direct);
    }

    @Test
    void aFailureByHttpIsAnAnswerAndOtherwiseAnError() throws IOException {
        ObjectNode wrong = request().put("absolute", 3);
        ObjectNode http = MAPPER.createObjectNode().put("body", wrong.toString());
        http.putObject("requestContext").putObject("http");

        JsonNode answer = invoke(http);

        assertThat(answer.get("statusCode").intValue()).isEqualTo(400);
        assertThat(answer.get("headers").get("content-type").textValue()).isEqualTo("application/problem+json");
        assertThat(answer.get("body").textValue()).contains("absolute");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> invoke(wrong));
    }

    @Test
    void anUploadToAStoreThatCannotBeReadIsAnErrorAndNotLost() {
        ObjectNode upload = MAPPER.createObjectNode();
        ObjectNode s3 = upload.putArray("Records").addObject().putObject("s3");
        s3.putObject("bucket").put("name", "photos");
        s3.putObject("object").put("key", "cat.jpg");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> invoke(upload))
                .withMessageContaining("s3:");
    }

    private JsonNode invoke(JsonNode event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        entry.handle(new ByteArrayInputStream(MAPPER.writeValueAsBytes(event)), output);
        return MAPPER.readTree(output.toByteArray());
    }

    private static String id(JsonNode response) {
        return response.at("/quality/answer_id").textValue();
    }

    private static ObjectNode request() throws IOException {
        byte[] photo = Files.readAllBytes(MODELS.resolve("photos/chelsea.png"));
        return MAPPER.createObjectNode()
                .put("model", "fashion-cnn")
                .put("image", Base64.getEncoder().encodeToString(photo));
    }
}
