package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    @AfterEach
    void stop() {
        free.countDown();
        threads.shutdown();
    }

    @Test
    void whoFindsNoPlaceIsSentAway() throws Exception {
        Gate gate = new Gate(1, 0, 10_000);
        Future<String> first = occupy(gate);

        assertRefused(gate, 429);

        free.countDown();
        assertThat(first.get()).isEqualTo("first");
        assertThat(gate.pass(() -> "next")).isEqualTo("next");
    }

    @Test
    void whoWaitsTooLongIsToldSo() throws Exception {
        Gate gate = new Gate(1, 1, 1);
        occupy(gate);

        assertRefused(gate, 503);
    }

    @Test
    void aFailureGivesThePlaceBack() throws Exception {
        Gate gate = new Gate(1, 0, 1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> gate.pass(() -> {
                    throw new IllegalStateException("broken");
                }));

        assertThat(gate.pass(() -> "next")).isEqualTo("next");
    }

    private Future<String> occupy(Gate gate) throws InterruptedException {
        Future<String> first = threads.submit(() -> gate.pass(() -> {
            busy.countDown();
            free.await();
            return "first";
        }));
        busy.await();
        return first;
    }

    private static void assertRefused(Gate gate, int status) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> gate.pass(() -> "late"))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(status));
    }
}
