package ai.interpretdl.functions.together;

import ai.interpretdl.functions.kit.PictureForm;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.image.ContactSheet;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What several algorithms answer: {@code answers}, each as its function gives it, and on request one {@code picture} of all. Of texts each
 * answer has a picture of its own.
 *
 * @param answers in the order in which they were asked for
 */
@JsonSerialize(using = Sheet.Writer.class)
public record Sheet(List<Response> answers) {
    private static final int COLUMNS = 4;

    public Sheet {
        answers = List.copyOf(answers);
    }

    /** What the model saw, and all that was drawn of it with its legend, side by side. */
    Optional<Response.File> picture() {
        List<ContactSheet.Cell> cells = new ArrayList<>();
        Response first = answers.get(0);
        first.seen().stream()
                .findFirst()
                .ifPresent(seen -> cells.add(new ContactSheet.Cell("what the model sees", seen)));
        List<PictureForm> forms = new ArrayList<>();
        for (Response answer : answers) {
            String name = answer.quality().path("algorithm").asText();
            answer.drawn()
                    .ifPresent(drawn -> drawn.depiction().ifPresent(depiction -> {
                        cells.add(new ContactSheet.Cell(name, depiction));
                        forms.add(drawn.form());
                    }));
        }
        return forms.stream()
                .findFirst()
                .map(form -> form.write(new ContactSheet(first.label().orElse(""), cells, COLUMNS).figure(), 2));
    }

    static final class Writer extends JsonSerializer<Sheet> {
        @Override
        public void serialize(Sheet sheet, JsonGenerator json, SerializerProvider provider) throws IOException {
            Optional<Response.File> picture = sheet.picture();
            json.writeStartObject();
            json.writeFieldName("answers");
            json.writeStartArray();
            for (Response answer : sheet.answers) {
                provider.defaultSerializeValue(picture.isPresent() ? answer.withoutPicture() : answer, json);
            }
            json.writeEndArray();
            if (picture.isPresent()) {
                picture.get().write(json);
            }
            json.writeEndObject();
        }
    }
}
