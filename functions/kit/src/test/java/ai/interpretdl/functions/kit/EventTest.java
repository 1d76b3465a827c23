package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> BINARY = Map.of(
            "ce-specversion",
            "1.0",
            "ce-id",
            "7",
            "ce-source",
            "/inbox",
            "ce-type",
            "arrived",
            "ce-subject",
            "cat.jpg");

    @Test
    void bothFormsAreTheSameEvent() {
        byte[] data = "{\"file\": \"file:///cat.jpg\"}".getBytes(StandardCharsets.UTF_8);
        byte[] whole = ("{\"specversion\": \"1.0\", \"id\": \"7\", \"source\": \"/inbox\", \"type\": \"arrived\","
                        + " \"subject\": \"cat.jpg\", \"data\": {\"file\": \"file:///cat.jpg\"}}")
                .getBytes(StandardCharsets.UTF_8);

        Event binary = Event.read(BINARY, data, MAPPER);
        Event structured =
                Event.read(Map.of("content-type", "application/cloudevents+json; charset=utf-8"), whole, MAPPER);

        assertThat(binary).isEqualTo(structured);
        assertThat(binary.text("file")).contains("file:///cat.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type"})
    void aMissingAttributeIsNamed(String attribute) {
        Map<String, String> headers = new HashMap<>(BINARY);
        headers.remove("ce-" + attribute);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Event.read(headers, new byte[0], MAPPER))
                .satisfies(refusal -> assertThat(refusal.field()).contains(attribute));
    }

    @Test
    void dataThatIsNoJsonIsRefused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Event.read(BINARY, "{".getBytes(StandardCharsets.UTF_8), MAPPER));
    }
}
