package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Xrai;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions join by the mean of what they add. */
class XraiTest {
    private static final double[] W = Toys.wave(1, 36, 1.3)[0];
    private static final Tensor PICTURE = Toys.tensor(1, 36, i -> 1).reshape(1, 1, 6, 6);
    private static final Tensor QUARTERS = cut(3);
    private static final Tensor NINTHS = cut(2);

    @TempDir
    Path folder;

    private static Tensor cut(int side) {
        long[] ids = new long[36];
        for (int i = 0; i < 36; i++) {
            ids[i] = i / 6 / side * (6 / side) + i % 6 / side;
        }
        return Tensor.of(ids, 1, 6, 6);
    }

    private double[] map(int dilation, int smallest) {
        try (Model model = Toys.linearPicture(W).open(folder, PICTURE, 1L << 24)) {
            Question question = Question.of(Map.of("x", PICTURE)).about(Target.sum());
            return new Xrai(new InputXGradient(), List.of(QUARTERS, NINTHS), dilation, smallest)
                    .interpret(model, question)
                    .attributions()
                    .doubles();
        }
    }

    @Test
    void isTheGreedyAlgorithmOfThePaper() {
        assertThat(map(0, 1)).containsExactly(slow(0, 1), within(1e-5));
        assertThat(map(1, 1)).containsExactly(slow(1, 1), within(1e-5));
        assertThat(map(1, 5)).containsExactly(slow(1, 5), within(1e-5));
    }

    /** Looks at every region in every round. */
    private static double[] slow(int dilation, int smallest) {
        List<Set<Integer>> regions = new ArrayList<>();
        for (Tensor cut : List.of(QUARTERS, NINTHS)) {
            long[] ids = cut.longs();
            for (long id = 0; id < 36 / (cut == QUARTERS ? 9 : 4); id++) {
                Set<Integer> region = new HashSet<>();
                for (int i = 0; i < 36; i++) {
                    for (int j = 0; j < 36; j++) {
                        int dy = i / 6 - j / 6;
                        int dx = i % 6 - j % 6;
                        if (ids[j] == id && dy * dy + dx * dx <= dilation * dilation) {
                            region.add(i);
                        }
                    }
                }
                regions.add(region);
            }
        }
        double[] map = new double[36];
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < 36; i++) {
            left.add(i);
        }
        while (true) {
            Set<Integer> best = Set.of();
            for (Set<Integer> region : regions) {
                region.retainAll(left);
                if (region.size() >= smallest && (best.isEmpty() || mean(region) > mean(best))) {
                    best = new HashSet<>(region);
                }
            }
            Set<Integer> joining = best.isEmpty() ? left : best;
            double density = mean(joining);
            joining.forEach(i -> map[i] = density);
            if (best.isEmpty()) {
                return map;
            }
            left.removeAll(best);
        }
    }

    private static double mean(Set<Integer> region) {
        return region.stream().mapToDouble(i -> W[i]).average().orElse(0);
    }

    @Test
    void aSegmentationLiesOverThePicture() {
        Tensor small = Tensor.of(new long[4], 1, 2, 2);
        try (Model model = Toys.linearPicture(W).open(folder, PICTURE, 1L << 24)) {
            Question question = Question.of(Map.of("x", PICTURE)).about(Target.sum());
            assertThatThrownBy(() -> new Xrai(new InputXGradient(), List.of(small), 5, 50).interpret(model, question))
                    .hasMessageContaining("[1, 2, 2]");
        }
    }
}
