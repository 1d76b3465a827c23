package ai.interpretdl.program;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private record Pair(Object one, Object other) {}

    private record Couple(Object one, Object other) {}

    private static String of(Object value) {
        return Fingerprint.of(value).text();
    }

    @Test
    void isThatOfEqualValues() {
        assertThat(of(new Pair(List.of(1, "a"), Optional.of(2.5))))
                .isEqualTo(of(new Pair(List.of(1, "a"), Optional.of(2.5))));
        assertThat(of(Map.of("a", 1, "b", 2, "c", 3))).isEqualTo(of(Map.of("c", 3, "b", 2, "a", 1)));
        assertThat(of(Set.of("a", "b", "c"))).isEqualTo(of(Set.of("c", "b", "a")));
        assertThat(of(Tensor.of(new float[] {1, 2}, 2))).isEqualTo(of(Tensor.of(new float[] {1, 2}, 2)));
    }

    @Test
    void tellsApartWhatLooksAlike() {
        List<Object> all = List.of(
                List.of(List.of("a"), "b"),
                List.of(List.of("a", "b")),
                List.of("a", "b"),
                List.of("ab"),
                List.of("b", "a"),
                new Pair("a", "b"),
                new Couple("a", "b"),
                Optional.empty(),
                List.of(Optional.empty()),
                Tensor.of(new float[] {1, 2}, 2),
                Tensor.of(new float[] {1, 2}, 1, 2),
                Tensor.of(new float[] {1, 3}, 2),
                Tensor.of(List.of("1:a"), 1),
                Tensor.of(List.of("a"), 1));
        assertThat(all.stream().map(FingerprintTest::of)).doesNotHaveDuplicates();
    }

    @Test
    void lastsWhereAllPartsTellWhatTheyAre() {
        IntUnaryOperator plusOne = i -> i + 1;
        assertThat(Fingerprint.of(new Pair(Target.ofClass(3), OutputKind.LOGIT)).lasting())
                .isTrue();
        assertThat(Fingerprint.of(List.of(1, new Pair("a", plusOne))).lasting()).isFalse();
    }
}
