package ai.interpretdl.functions.gateway.inbox;

import ai.interpretdl.functions.kit.Problem;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.functions.kit.TextFile;
import ai.interpretdl.text.HighlightTable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a function says to the lines of a file, each explained for itself, so that none is padded to another.
 *
 * @param lines for each line its answer, or the problem that it met
 * @param first the first answer
 */
record TextAnswers(List<Object> lines, Response first) {
    TextAnswers {
        lines = List.copyOf(lines);
    }

    /** @throws Refusal as the first line met it, when no line could be explained */
    static TextAnswers of(TextFile file, Function<Map<String, JsonNode>, Response> function) {
        List<Object> lines = new ArrayList<>();
        List<Response> answers = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Map<String, JsonNode> line : file.lines()) {
            try {
                Response answer = function.apply(line);
                answers.add(answer);
                lines.add(answer.withoutPicture());
            } catch (Refusal refusal) {
                refusals.add(refusal);
                lines.add(Problem.of(refusal).json());
            }
        }
        if (answers.isEmpty()) {
            throw refusals.get(0);
        }
        return new TextAnswers(lines, answers.get(0));
    }

    /** A list in JSON with an item a line, and a page with all coloured texts where there are some. */
    List<Path> write(String name, Outbox outbox, ObjectMapper mapper) throws IOException {
        List<Path> written = new ArrayList<>();
        written.add(outbox.write(name + ".json", mapper.writeValueAsBytes(lines)));
        List<HighlightTable> tables = lines.stream()
                .flatMap(line -> line instanceof Response answer ? answer.highlighted().stream() : Stream.empty())
                .toList();
        if (!tables.isEmpty()) {
            HighlightTable all = new HighlightTable(
                    tables.stream().flatMap(table -> table.rows().stream()).toList());
            written.add(outbox.write(name + ".html", all.page(name).getBytes(StandardCharsets.UTF_8)));
        }
        return written;
    }
}
