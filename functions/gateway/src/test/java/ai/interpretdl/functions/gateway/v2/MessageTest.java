package ai.interpretdl.functions.gateway.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an answer writes, a message reads: the two frames are the same. */
class MessageTest {
    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

    private final Map<String, Tensor> outputs = new LinkedHashMap<>(Map.of(
            "x", Tensor.of(new float[] {1, 2.5f, -3}, 1, 3),
            "labels", Tensor.of(List.of("cat", "dög"), 2),
            "ids", Tensor.of(new long[] {Long.MAX_VALUE}, 1)));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tensorsSurviveBothForms(boolean binary) throws IOException {
        Answer.Framed framed = answer("{\"parameters\": {\"binary_data_output\": " + binary + "}, \"id\": \"7\"}");
        assertThat(framed.header().isPresent()).isEqualTo(binary);

        Map<String, Tensors.Content> read = Tensors.read(asRequest(framed), Set.of());

        assertThat(read.get("x")).isEqualTo(new Tensors.Content.Numbers(outputs.get("x")));
        assertThat(read.get("ids")).isEqualTo(new Tensors.Content.Numbers(outputs.get("ids")));
    }

    /** Of a model that takes strings; base64 is neither expected nor undone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wordsAreTakenAsTheyAreInTheirShape(boolean binary) throws IOException {
        Tensor cities = Tensor.of(List.of("Rome", "Bern", "Zürich", ""), 2, 2);
        outputs.put("labels", cities);
        Answer.Framed framed = answer("{\"parameters\": {\"binary_data_output\": " + binary + "}}");

        Map<String, Tensors.Content> read = Tensors.read(asRequest(framed), Set.of("labels"));

        assertThat(read.get("labels")).isEqualTo(new Tensors.Content.Words(cities));
        assertThat(read.get("x")).isEqualTo(new Tensors.Content.Numbers(outputs.get("x")));
    }

    @Test
    void anOutputMayBeBinaryAlone() throws IOException {
        Answer.Framed framed = answer(
                "{\"outputs\": [{\"name\": \"labels\", \"parameters\": {\"binary_data\": true}}, {\"name\": \"x\"}]}");

        JsonNode outputs = json(framed).get("outputs");
        assertThat(outputs).hasSize(2);
        assertThat(outputs.get(0).get("parameters").get("binary_data_size").intValue())
                .isEqualTo(4 + 3 + 4 + 4);
        assertThat(outputs.get(1).get("data")).hasSize(3);
        Tensors.Content.Encoded labels = (Tensors.Content.Encoded)
                Tensors.read(asRequest(framed), Set.of()).get("labels");
        assertThat(labels.items())
                .extracting(item -> new String(item, StandardCharsets.UTF_8))
                .containsExactly("cat", "dög");
    }

    @Test
    void whatIsNotFiniteIsCounted() throws IOException {
        outputs.put("x", Tensor.of(new float[] {Float.NaN, 1}, 2));
        assertThat(json(answer("{}")).get("parameters").get("non_finite").intValue())
                .isEqualTo(1);
    }

    @Test
    void anOutputThatThereIsNotIsNamed() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> answer("{\"outputs\": [{\"name\": \"labls\"}]}"))
                .withMessageContaining("labels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty",
                "null | null",
                "[] | body",
                "{ | no JSON",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\"}]} | inputs",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP31\", \"shape\": [1], \"data\": [1]}]} | inputs.x has the datatype FP31",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1]}]} | inputs.x has neither data nor",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1, \"2\"]}]} | inputs.0.data mixes",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [1], \"parameters\": {\"binary_data_size\": 4}}]} | 0 are left",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"%\"]}]} | base64",
                "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [0], \"data\": []}, {\"name\": \"x\", \"datatype\": \"FP32\","
                        + " \"shape\": [0], \"data\": []}]} | twice"
            })
    void whatIsNoMessageIsSaid(String body, String told) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Tensors.read(
                        Message.read(body.getBytes(StandardCharsets.UTF_8), Optional.empty(), MAPPER), Set.of()))
                .withMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2, 3, 4})
    void anyCutOfTheBinaryPartIsNoticed(int cut) throws IOException {
        Answer.Framed framed = answer("{\"parameters\": {\"binary_data_output\": true}}");
        byte[] whole = framed.body().array();
        byte[] other = Arrays.copyOf(whole, whole.length - cut);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Tensors.read(
                        Message.read(request(other, framed), framed.header().map(String::valueOf), MAPPER), Set.of()));
    }

    @Test
    void aNumberThatIsNotFiniteIsRefusedWithItsRow() throws IOException {
        outputs.clear();
        outputs.put("x", Tensor.of(new float[] {1, 2, 3, Float.NaN}, 2, 2));
        Message message = asRequest(answer("{\"parameters\": {\"binary_data_output\": true}}"));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Tensors.read(message, Set.of()))
                .withMessageContaining("inputs.x")
                .withMessageContaining("row 1");
    }

    private Answer.Framed answer(String request) throws IOException {
        Message message = Message.read(request.getBytes(StandardCharsets.UTF_8), Optional.empty(), MAPPER);
        return new Answer("m", message.json().id(), MAPPER.createObjectNode(), outputs)
                .write(Answer.Wanted.of(message.json()), MAPPER);
    }

    private static JsonNode json(Answer.Framed framed) throws IOException {
        byte[] body = framed.body().array();
        return MAPPER.readTree(body, 0, framed.header().orElse(body.length));
    }

    /** The answer sent back: its outputs are a request's inputs, once labels that are no base64 have been dropped. */
    private static Message asRequest(Answer.Framed framed) throws IOException {
        return Message.read(
                request(framed.body().array(), framed), framed.header().map(String::valueOf), MAPPER);
    }

    /** Renames in place, keeping the length. */
    private static byte[] request(byte[] answer, Answer.Framed framed) {
        byte[] copy = answer.clone();
        int header = framed.header().orElse(copy.length);
        String json = new String(copy, 0, header, StandardCharsets.UTF_8)
                .replace("\"model_name\":\"m\",\"model_version\":\"1\",", "")
                .replace("\"outputs\"", "\"inputs\"")
                .replace("\"cat\"", "\"Y2F0\"")
                .replace("\"dög\"", "\"Y2F0\"");
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        assertThat(text.length).isLessThanOrEqualTo(header);
        byte[] padded = new byte[header];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(text, 0, padded, 0, text.length);
        System.arraycopy(padded, 0, copy, 0, header);
        return copy;
    }
}
