package ai.interpretdl.functions.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without the watcher a file in the inbox stays unexplained; the event that the watcher would send explains it. */
@QuarkusTest
@TestProfile(InboxToOutboxTest.Unwatched.class)
class InboxToOutboxTest {
    private static final Path INBOX = Path.of("target", "unwatched", "inbox").toAbsolutePath();
    private static final Path OUTBOX = Path.of("target", "unwatched", "outbox").toAbsolutePath();

    public static class Unwatched implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "interpretdl.inbox.watched", "false",
                    "interpretdl.inbox", INBOX.toString(),
                    "interpretdl.outbox", OUTBOX.toString(),
                    "interpretdl.rules", rules().toString());
        }

        private static Path rules() {
            try {
                Path file =
                        Files.createDirectories(INBOX.resolveSibling("rules")).resolve("rules.txt");
                return Files.writeString(
                        file,
                        "suffix .png in inbox/: saliency model=fashion-cnn, grad-cam model=fashion-cnn\n"
                                + "suffix .txt in inbox/corpus/: norm-lime samples=50\n"
                                + "suffix .jsonl in inbox/: occlusion\n");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void onlyAnEventExplainsAFile() throws IOException {
        Path cat = Files.copy(
                Path.of("..", "..", "models", "photos", "chelsea.png"),
                Files.createDirectories(INBOX).resolve("chelsea.png"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path answer = OUTBOX.resolve("chelsea.png.saliency.json");
        Files.deleteIfExists(answer);

        event("chelsea.png", cat).statusCode(200).body("subject", equalTo("chelsea.png"));

        assertThat(answer).exists();
        assertThat(new ObjectMapper()
                        .readTree(answer.toFile())
                        .at("/quality/algorithm")
                        .textValue())
                .isEqualTo("saliency");
        assertThat(OUTBOX.resolve("chelsea.png.grad-cam.png")).exists();
        assertThat(cat).as("nobody watches, so nobody moves it").exists();
    }

    /** A line that cannot be explained has its problem in its place; the others have their colours on one page. */
    @Test
    void eachLineOfATextIsExplained() throws IOException {
        Path reviews = Files.writeString(Files.createDirectories(INBOX).resolve("reviews.jsonl"), """
                "A terrible film, I want my money back."
                {"text": "好极了! <script>alert(1)</script> A great film, I love it.", "true_label": "positive"}

                {"text": "مرحبا, wonderful"}
                {"text": "a", "samples": 3}
                """);
        event("reviews.jsonl", reviews).statusCode(200).body("label", equalTo("negative"));

        JsonNode lines = new ObjectMapper()
                .readTree(OUTBOX.resolve("reviews.jsonl.occlusion.json").toFile());
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1).path("label").textValue()).isEqualTo("positive");
        assertThat(lines.get(3).path("detail").textValue()).contains("samples is no parameter here");
        String page = Files.readString(OUTBOX.resolve("reviews.jsonl.occlusion.html"));
        assertThat(page)
                .contains("charset=\"utf-8\"", "terrible", "好", "dir=\"rtl\"", "&lt;")
                .doesNotContain("<script");
    }

    /** What learns from all texts gets the file as a whole, and goes on from the outbox when it has grown. */
    @Test
    void aTextFileIsACorpus() throws IOException {
        Path corpus = Files.createDirectories(INBOX.resolve("corpus")).resolve("reviews.txt");
        Path answer = OUTBOX.resolve("corpus/reviews.txt.norm-lime.json");
        Files.deleteIfExists(answer.resolveSibling("reviews.txt.norm-lime.state.json"));
        Files.writeString(corpus, "Awful.\nAn awful, awful film.\n");
        event("corpus/reviews.txt", corpus).statusCode(200);
        assertThat(texts(answer)).isEqualTo(2);
        Files.writeString(corpus, "Awful.\nAn awful, awful film.\nI love it.\n");
        event("corpus/reviews.txt", corpus).statusCode(200);
        assertThat(texts(answer)).isEqualTo(3);
        assertThat(Files.readString(answer)).contains("\"awful\"", "table.word");
    }

    private static int texts(Path answer) throws IOException {
        return new ObjectMapper().readTree(answer.toFile()).at("/quality/texts").asInt();
    }

    @Test
    void aTextThatIsNoneIsRefused() throws IOException {
        Path binary = Files.write(Files.createDirectories(INBOX).resolve("binary.jsonl"), new byte[] {(byte) 0xff, 1});
        event("binary.jsonl", binary).statusCode(415);
        Path empty = Files.writeString(INBOX.resolve("empty.jsonl"), "\n\n");
        event("empty.jsonl", empty).statusCode(400);
    }

    @Test
    void anEventForWhatNoRuleTakesOrWhatLiesElsewhereIsRefused() throws IOException {
        Path text = Files.writeString(Files.createDirectories(INBOX).resolve("note.txt"), "x");
        event("note.txt", text).statusCode(415).contentType("application/problem+json");
        event(
                        "chelsea.png",
                        Path.of("..", "..", "models", "photos", "chelsea.png")
                                .toAbsolutePath()
                                .normalize())
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private static io.restassured.response.ValidatableResponse event(String subject, Path file) {
        return given().contentType("application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/test")
                .header("ce-type", "ai.interpretdl.file.arrived")
                .header("ce-subject", subject)
                .body("{\"file\": \"" + file.toUri() + "\"}")
                .post("/")
                .then();
    }
}
