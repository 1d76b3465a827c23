package ai.interpretdl.testing;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model whose logits are sums over the words of a text, so that what each word adds is known. */
public final class WordModel {
    private WordModel() {}

    /**
     * Writes {@code words.onnx} with a card and its words: {@code <pad>}, {@code <unk>}, {@code w2}, {@code w3}, …
     *
     * @param table what each word adds to each logit, {@code [words, classes]}
     */
    public static Path write(Path folder, Tensor table) throws IOException {
        return write(folder, table, List.of(open("ids")), true);
    }

    /** The same, taking one text of so many tokens a call: rows of a batch would be mixed. */
    public static Path writeOfOneRow(Path folder, Tensor table, int length) throws IOException {
        ValueInfo ids = ValueInfo.of("ids", ElementType.INT64, 1, length);
        return write(folder, table, List.of(ids), false);
    }

    private static Path write(Path folder, Tensor table, List<ValueInfo> inputs, boolean free) throws IOException {
        int words = Math.toIntExact(table.shape().dim(0));
        Node gather = Node.of("Gather", List.of("table", "ids"), List.of("embedding"), Map.of());
        Node mix = Node.of("ReduceSum", List.of("embedding", "rows"), List.of("mixed"), Map.of());
        Node sum = Node.of(
                "ReduceSum",
                List.of(free ? "embedding" : "mixed", "axes"),
                List.of("logits"),
                Map.of("keepdims", Attribute.of(0L)));
        Graph graph = new Graph(
                "words",
                inputs,
                List.of(new ValueInfo("logits", ElementType.FLOAT, Optional.empty())),
                List.of(
                        new Weight.Inline("table", table),
                        new Weight.Inline("axes", Tensor.of(new long[] {1}, 1)),
                        new Weight.Inline("rows", Tensor.of(new long[] {0}, 1))),
                free ? List.of(gather, sum) : List.of(gather, mix, sum),
                List.of());
        Path file = folder.resolve("words.onnx");
        ModelWriter.write(new Model(8, "", Map.of("", 18L), graph, List.of(), Map.of()), file);
        Files.writeString(
                folder.resolve("words.txt"),
                IntStream.range(0, words)
                        .mapToObj(i -> i == 0 ? "<pad>" : i == 1 ? "<unk>" : "w" + i)
                        .collect(Collectors.joining("\n")));
        Files.writeString(
                folder.resolve("words.json"),
                "{\"text\": {\"vocabulary\": \"words.txt\", \"inputs\": {\"ids\": \"ids\"}}, \"scores\": \"logits\"}");
        return file;
    }

    private static ValueInfo open(String name) {
        return new ValueInfo(
                name,
                ElementType.INT64,
                Optional.of(List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Symbol("tokens"))));
    }
}
