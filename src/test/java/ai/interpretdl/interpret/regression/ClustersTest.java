package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.sampling.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {
    private static final int BLOBS = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void blobsFarApartAreTold(long seed) {
        float[][] rows = blobs(200);
        Clusters clusters = Clusters.train(rows, BLOBS, seed);
        for (int i = BLOBS; i < rows.length; i++) {
            assertThat(clusters.nearest(rows[i])).isEqualTo(clusters.nearest(rows[i % BLOBS]));
        }
        assertThat(Arrays.stream(rows).mapToInt(clusters::nearest).distinct().count())
                .isEqualTo(BLOBS);
    }

    /** Where Lloyd's rounds end: each centre is the mean of the rows that are nearest to it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 20})
    void centresAreTheMeansOfTheirRows(int count) {
        float[][] rows = scattered(300);
        Clusters clusters = Clusters.train(rows, count, 4);
        for (int k = 0; k < count; k++) {
            int cluster = k;
            float[][] own = Arrays.stream(rows)
                    .filter(row -> clusters.nearest(row) == cluster)
                    .toArray(float[][]::new);
            assertThat(own).isNotEmpty();
            for (int j = 0; j < 3; j++) {
                int column = j;
                double mean = Arrays.stream(own)
                        .mapToDouble(row -> row[column])
                        .average()
                        .orElseThrow();
                assertThat(clusters.centres()[k][j]).isCloseTo(mean, within(1e-12));
            }
        }
    }

    @Test
    void asManyClustersAsRowsMeetEveryRow() {
        float[][] rows = scattered(12);
        Clusters clusters = Clusters.train(rows, 12, 1);
        assertThat(Arrays.stream(rows).mapToInt(clusters::nearest).distinct().count())
                .isEqualTo(12);
    }

    @Test
    void equalRowsAreNoTrouble() {
        float[][] rows = new float[6][3];
        Clusters clusters = Clusters.train(rows, 3, 1);
        assertThat(clusters.count()).isEqualTo(3);
        assertThat(clusters.nearest(rows[5])).isZero();
    }

    @Test
    void theNearestIsNearest() {
        Clusters clusters = Clusters.of(new double[][] {{0, 0}, {1, 0}, {0, 3}});
        assertThat(clusters.nearest(new float[] {0.4f, 0})).isZero();
        assertThat(clusters.nearest(new float[] {0.6f, 0})).isEqualTo(1);
        assertThat(clusters.nearest(new float[] {-5, 9})).isEqualTo(2);
        assertThatThrownBy(() -> clusters.nearest(new float[1]))
                .hasMessage("the row has 1 features, the centres have 2");
    }

    @Test
    void aFileHoldsThemExactly() throws IOException {
        Clusters clusters = Clusters.train(scattered(50), 4, 9);
        Path file = folder.resolve("clusters.json");
        clusters.write(file);
        assertThat(Clusters.read(file).centres()).isDeepEqualTo(clusters.centres());
        assertThat(Files.readString(file)).startsWith("{\"format\":\"interpretdl-clusters\",\"version\":1,");
    }

    @Test
    void refusesOtherFilesAndCounts() throws IOException {
        Path file = Files.writeString(
                folder.resolve("other.json"), "{\"format\": \"interpretdl-clusters\", \"version\": 2}");
        assertThatThrownBy(() -> Clusters.read(file)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> Clusters.train(scattered(3), 4, 1)).hasMessageContaining("from 1 to 3 clusters");
        assertThatThrownBy(() -> Clusters.of(new double[][] {{1}, {1, 2}})).hasMessageContaining("same length");
    }

    private static float[][] blobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    CounterRandom random = CounterRandom.of(1, i);
                    int blob = i % BLOBS;
                    return new float[] {
                        (float) (10 * Math.cos(blob) + random.uniform()),
                        (float) (10 * Math.sin(blob) + random.uniform()),
                        (float) random.uniform()
                    };
                })
                .toArray(float[][]::new);
    }

    private static float[][] scattered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    CounterRandom random = CounterRandom.of(2, i);
                    return new float[] {(float) random.uniform(), (float) random.uniform(), (float) random.uniform()};
                })
                .toArray(float[][]::new);
    }
}
