package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WireTensorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(names = "FP16", mode = EnumSource.Mode.EXCLUDE)
    void whatIsWrittenReadsBackAsTheSameTensor(WireType type) throws IOException {
        String data = type == WireType.BYTES ? "[[\"a\", \"b\"]]" : "[[1, 0]]";
        Tensor tensor = read(type, data, 1, 2);

        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            WireTensor.write(json, "x", tensor);
            json.writeEndObject();
        }
        JsonNode json = MAPPER.readTree(text.toString());

        assertThat(json.get("datatype").textValue()).isEqualTo(type.name());
        assertThat(read(type, json.get("data").toString(), 1, 2)).isEqualTo(tensor);
    }

    @Test
    void integersOf64BitsKeepEveryBit() throws IOException {
        assertThat(read(WireType.INT64, "[9007199254740993, -9223372036854775808]", 2)
                        .longs())
                .containsExactly(9007199254740993L, Long.MIN_VALUE);
        assertThat(read(WireType.FP64, "[1, 2.5, 3]", 3).doubles()).containsExactly(1, 2.5, 3);
    }

    @Test
    void whatIsNotFiniteIsNullAndCounted() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            assertThat(WireTensor.write(json, "x", Tensor.of(new float[] {1, Float.NaN, Float.POSITIVE_INFINITY}, 3)))
                    .isEqualTo(2);
            json.writeEndObject();
        }
        assertThat(MAPPER.readTree(text.toString()).get("data").toString()).isEqualTo("[1.0,null,null]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FP32 | [1, 2] | takes 3",
                "FP32 | [1, 2, \"3\"] | mixes",
                "FP32 | [\"1\", \"2\", \"3\"] | strings",
                "FP32 | [1, 2, null] | neither number nor string",
                "FP32 | [1, 2, 1e300] | 32 bits",
                "FP32 | 7 | not a list",
                "INT64 | [1, 2, 2.5] | no whole number",
                "UINT8 | [1, 2, 256] | out of the range",
                "INT32 | [1, 2, 2147483648] | out of the range",
                "BYTES | [1, 2, 3] | must be strings",
                "FP16 | [1, 2, 3] | binary"
            })
    void whatDoesNotFitIsSaid(WireType type, String data, String told) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(type, data, 3))
                .withMessageContaining(told);
    }

    @Test
    void shapesThatCannotBeHeldAreRefused() {
        for (List<Long> dims : List.of(List.of(-1L, 3L), List.of(1L << 40), List.of(1L << 32, 1L << 32, 4L))) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> WireTensor.shape("x", dims, WireType.FP32));
        }
    }

    private static Tensor read(WireType type, String data, long... dims) throws IOException {
        return WireTensor.of("x", type, Shape.of(dims), MAPPER.readValue(data, WireData.class));
    }
}
