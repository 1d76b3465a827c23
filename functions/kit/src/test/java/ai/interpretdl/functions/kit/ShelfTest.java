package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    @TempDir
    private Path folder;

    private final List<String> closed = new ArrayList<>();
    private Shelf<Text> shelf;

    private record Text(String text, List<String> closed) implements AutoCloseable {
        @Override
        public void close() {
            closed.add(text);
        }
    }

    @BeforeEach
    void lay() {
        shelf = new Shelf<>(List.of(folder.resolve("none"), folder), 1, file -> {
            try {
                return new Text(Files.readString(file), closed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aFileIsOpenedOnceAndAgainWhenItOrItsCardChanges() throws IOException {
        write("a.onnx", "one");
        Text first = ask("a");
        assertThat(ask("a")).isSameAs(first);

        write("a.onnx", "longer");
        assertThat(ask("a").text()).isEqualTo("longer");
        assertThat(closed).containsExactly("one");

        Text before = ask("a");
        write("a.json", "{}");
        assertThat(ask("a")).isNotSameAs(before);
    }

    @Test
    void whatIsUsedStaysOpen() throws IOException {
        write("a.onnx", "one");
        try (Shelf<Text>.Lease lease = shelf.lease("a")) {
            write("a.onnx", "another");
            assertThat(ask("a").text()).isEqualTo("another");
            assertThat(closed).isEmpty();
            assertThat(lease.content().text()).isEqualTo("one");
        }
        assertThat(closed).containsExactly("one");
    }

    @Test
    void whereThereIsNoRoomTheOldestGoes() throws IOException {
        write("a.onnx", "a");
        write("b.onnx", "b");
        ask("a");
        ask("b");
        assertThat(closed).containsExactly("a");
        shelf.close();
        assertThat(closed).containsExactly("a", "b");
    }

    @Test
    void aNameThatThereIsNotIsAnsweredWithNamesThatThereAre() throws IOException {
        write("coco-centernet.onnx", "x");
        write("readme.txt", "x");
        assertThat(shelf.names()).containsOnlyKeys("coco-centernet");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> shelf.lease("coco"))
                .withMessageContaining("coco-centernet")
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404));
    }

    @Test
    void aFileAddedLaterIsThereAndAFailureIsRemembered() throws IOException {
        Shelf<Text> failing = new Shelf<>(List.of(folder), 1, file -> {
            throw Refusal.of(422, "damaged");
        });
        write("late.onnx", "x");

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> failing.lease("late"));
        assertThat(failing.names()).containsEntry("late", Optional.of("damaged"));
    }

    private Text ask(String name) {
        try (Shelf<Text>.Lease lease = shelf.lease(name)) {
            return lease.content();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
