package ai.interpretdl.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** Tensors that are the same but for rounding, which differs where the runtime makes one operator of several. */
public final class Rounding {
    private static final double SHARE = 5e-5;

    private Rounding() {}

    /** Floating tensors within a share of their largest element, others equal. */
    public static void same(Map<String, Tensor> found, Map<String, Tensor> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> {
            Tensor other = Objects.requireNonNull(found.get(name), name);
            assertThat(other.shape()).as(name).isEqualTo(tensor.shape());
            if (!tensor.type().isFloating()) {
                assertThat(other).as(name).isEqualTo(tensor);
                return;
            }
            double[] given = other.doubles();
            double[] wanted = tensor.doubles();
            double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
            for (int i = 0; i < wanted.length; i++) {
                assertThat(Math.abs(given[i] - wanted[i]))
                        .as("%s, element %d beside %s", name, i, largest)
                        .isLessThanOrEqualTo(SHARE * largest);
            }
        });
    }
}
