package ai.interpretdl.functions.gateway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.Asked;
import ai.interpretdl.functions.kit.Drawn;
import ai.interpretdl.functions.kit.Event;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Saliency;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ExplainFunction SALIENCY = new ExplainFunction() {
        @Override
        public String name() {
            return "saliency";
        }

        @Override
        public Interpretation interpretation(Asked asked) {
            return new Saliency(false);
        }
    };

    @TempDir
    Path folder;

    /** One rule asks for SVG, and its picture is in the sheet, with its legend, all the same. */
    @Test
    void theSheetHasEachPictureWithItsLegend() throws IOException {
        Path photo = Files.copy(MODELS.resolve("photos/chelsea.png"), folder.resolve("chelsea.png"));
        Path rules = Files.writeString(
                folder.resolve("rules.txt"),
                "suffix .png in inbox/: saliency model=fashion-cnn picture=[\"diverging\",\"svg\"]");
        Explainer explainer = Explainer.over(MODELS, List.of(folder));
        Uploads uploads = new Uploads(
                Functions.of(List.of(SALIENCY)), explainer, MAPPER, folder.resolve("outbox"), Optional.of(rules), 10);
        uploads.accept(Event.fileArrived(folder.toUri(), "chelsea.png", photo, MAPPER));

        Path outbox = folder.resolve("outbox");
        assertThat(outbox.resolve("chelsea.png.saliency.svg")).content().contains(" against it</text>");
        Response answer = asked(explainer, photo);
        ContactSheet expected = new ContactSheet(
                title(answer),
                List.of(
                        new ContactSheet.Cell(
                                "what the model sees", answer.seen().get(0)),
                        new ContactSheet.Cell(
                                "saliency",
                                answer.drawn().flatMap(Drawn::depiction).orElseThrow())),
                3);
        assertThat(Picture.read(Files.readAllBytes(outbox.resolve("chelsea.png.png"))))
                .isEqualTo(expected.draw());
    }

    private static Response asked(Explainer explainer, Path photo) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Map<String, String> values =
                Map.of("model", "fashion-cnn", "image", photo.toUri().toString(), "picture", "diverging");
        values.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return explainer.explain(SALIENCY, new Request(fields));
    }

    private static String title(Response answer) {
        return String.format(
                Locale.ROOT,
                "chelsea.png   %s %.2f",
                answer.label().orElseThrow(),
                answer.probability().orElseThrow());
    }
}
