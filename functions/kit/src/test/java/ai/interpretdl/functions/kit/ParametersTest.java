package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private enum Rule {
        GAUSS_LEGENDRE,
        LEFT
    }

    @Test
    void whatIsNotGivenHasItsDefault() throws JsonProcessingException {
        Parameters none = of("{\"sigma\": null}");
        assertThat(none.positive("samples", 50)).isEqualTo(50);
        assertThat(none.number("sigma", 0.1)).isEqualTo(0.1);
        assertThat(none.choice("quadrature", Rule.GAUSS_LEGENDRE)).isEqualTo(Rule.GAUSS_LEGENDRE);
        assertThat(none.text("layer")).isEmpty();
        assertThat(none.wholes("window")).isEmpty();
        none.nothingLeft();
    }

    @Test
    void givenValuesAreTaken() throws JsonProcessingException {
        Parameters given = of(
                "{\"samples\": 7, \"sigma\": 2, \"quadrature\": \"left\", \"relu\": false, \"window\": [3, 15, 15]}");
        assertThat(given.positive("samples", 50)).isEqualTo(7);
        assertThat(given.number("sigma", 0.1)).isEqualTo(2);
        assertThat(given.choice("quadrature", Rule.GAUSS_LEGENDRE)).isEqualTo(Rule.LEFT);
        assertThat(given.flag("relu", true)).isFalse();
        assertThat(given.wholes("window")).containsExactly(3L, 15L, 15L);
        given.nothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-3", "2.5", "\"7\"", "true", "99999999999", "1e99", "[1]", "123456789012345678901234567890"
            })
    void aWrongNumberNamesItsField(String value) throws JsonProcessingException {
        refused("{\"samples\": " + value + "}", p -> p.positive("samples", 1), "samples");
    }

    @Test
    void rangesAreHeld() throws JsonProcessingException {
        refused("{\"sigma\": -0.1}", p -> p.nonNegative("sigma", 1), "sigma");
        refused("{\"sigma\": 0}", p -> p.above0("sigma", 1), "sigma");
        refused("{\"keep\": 1.01}", p -> p.share("keep", 1), "keep");
        refused("{\"alpha\": 0.99}", p -> p.from1("alpha", 2), "alpha");
        refused("{\"sigma\": 1e999}", p -> p.number("sigma", 1), "sigma");
        refused("{\"relu\": \"yes\"}", p -> p.flag("relu", true), "relu");
        refused("{\"layer\": 3}", p -> p.text("layer"), "layer");
        refused("{\"window\": [1, \"2\"]}", p -> p.wholes("window"), "window");
        refused("{\"quadrature\": \"leeft\"}", p -> p.choice("quadrature", Rule.LEFT), "gauss-legendre, left");
    }

    @Test
    void whatNobodyReadIsAnErrorThatNamesWhatIsNearIt() throws JsonProcessingException {
        refused(
                "{\"sampels\": 3}",
                p -> {
                    p.positive("samples", 1);
                    p.nothingLeft();
                },
                "sampels is no parameter here; known: samples");
    }

    private static void refused(String json, Consumer<Parameters> reading, String told) throws JsonProcessingException {
        Parameters parameters = of(json);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> reading.accept(parameters))
                .withMessageContaining(told)
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    private static Parameters of(String json) throws JsonProcessingException {
        return new Parameters(
                new ObjectMapper().readValue(json, new TypeReference<LinkedHashMap<String, JsonNode>>() {}));
    }
}
