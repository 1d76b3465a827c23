package ai.interpretdl.interpret.input;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the windows of an input lie when lengths or strides are not given. */
class WindowsTest {
    private static final List<Long> NONE = List.of();

    /** A row, the window and strides that are asked for, and those that are meant. */
    static Stream<Arguments> defaults() {
        return Stream.of(
                of(Shape.of(1, 28, 28), NONE, NONE, List.of(1L, 15L, 15L), List.of(1L, 8L, 8L)),
                of(Shape.of(3, 64, 48), NONE, NONE, List.of(3L, 15L, 15L), List.of(3L, 8L, 8L)),
                of(Shape.of(3, 64, 48), List.of(1L, 20L, 20L), NONE, List.of(1L, 20L, 20L), List.of(3L, 8L, 8L)),
                of(Shape.of(3, 64, 48), NONE, List.of(3L, 5L, 5L), List.of(3L, 15L, 15L), List.of(3L, 5L, 5L)),
                of(Shape.of(64, 48, 3), NONE, NONE, List.of(15L, 15L, 3L), List.of(8L, 8L, 3L)),
                of(Shape.of(64, 48, 3), List.of(20L, 20L, 3L), NONE, List.of(20L, 20L, 3L), List.of(8L, 8L, 3L)),
                of(Shape.of(32, 10, 10), NONE, NONE, List.of(1L, 1L, 1L), List.of(1L, 1L, 1L)),
                of(Shape.of(20), NONE, NONE, List.of(1L), List.of(1L)),
                of(Shape.of(20), List.of(4L), NONE, List.of(4L), List.of(1L)),
                of(Shape.of(4, 20), NONE, NONE, List.of(1L, 1L), List.of(1L, 1L)));
    }

    private static Arguments of(
            Shape row, List<Long> window, List<Long> strides, List<Long> meantWindow, List<Long> meantStrides) {
        return Arguments.of(row, window, strides, meantWindow, meantStrides);
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void whatIsNotGivenIsMeant(
            Shape row, List<Long> window, List<Long> strides, List<Long> meantWindow, List<Long> meantStrides) {
        Windows found = Windows.of(row, window, strides);
        assertThat(found.window()).isEqualTo(meantWindow);
        assertThat(found.strides()).isEqualTo(meantStrides);
    }

    static Stream<Arguments> counts() {
        return Stream.of(
                // 28 pixels from 15 in strides of 8: three, the last cut at the edge
                Arguments.of(Shape.of(1, 28, 28), NONE, 9),
                Arguments.of(Shape.of(1, 28, 28), List.of(1L, 15L, 15L), 9),
                Arguments.of(Shape.of(28, 28, 1), NONE, 9),
                Arguments.of(Shape.of(28, 28, 3), NONE, 9));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void aPictureOfGarmentsHasNine(Shape row, List<Long> window, long count) {
        assertThat(Windows.of(row, window, NONE).count()).isEqualTo(count);
    }
}
