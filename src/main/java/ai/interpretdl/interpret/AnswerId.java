package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Digest of model, inputs, parameters and seed. Tensors count by their contents, also those within parameters. */
final class AnswerId {
    private final MessageDigest sha;

    private AnswerId(MessageDigest sha) {
        this.sha = sha;
    }

    static String of(Model model, Question question, String algorithm, Object parameters) {
        return of(List.of(
                model.digest() + '|' + algorithm,
                parameters,
                question.target() + "|" + question.kind() + '|' + question.output() + '|' + question.explain() + '|'
                        + question.elements(),
                question.run().seed(),
                question.inputs()));
    }

    /** Of whatever an answer depends on. */
    static String of(List<?> parts) {
        try {
            AnswerId id = new AnswerId(MessageDigest.getInstance("SHA-256"));
            id.add(parts);
            return HexFormat.of().formatHex(id.sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void add(Object value) {
        if (value instanceof Tensor tensor) {
            text(tensor.toString());
            if (tensor.type() == ElementType.STRING) {
                tensor.strings().forEach(this::text);
            } else {
                sha.update(tensor.bytes());
            }
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map).forEach((key, entry) -> {
                text(String.valueOf(key));
                add(entry);
            });
        } else if (value instanceof Iterable<?> list) {
            list.forEach(this::add);
        } else if (value instanceof Model model) {
            text(model.digest());
        } else if (value instanceof Record record) {
            components(record);
        } else {
            text(String.valueOf(value));
        }
    }

    private void components(Record record) {
        text(record.getClass().getSimpleName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                add(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read", e);
            }
        }
    }

    private void text(String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }
}
