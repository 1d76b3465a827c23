package ai.interpretdl.program;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of values: equal for equal records, lists, maps, sets and tensors, the latter by their contents.
 *
 * @param text hexadecimal
 * @param lasting whether another process gets the same: not where something tells no more of itself than that it exists, as a lambda
 */
public record Fingerprint(String text, boolean lasting) {
    /** What stands for its contents. */
    public interface Identified {
        /** Equal for equal contents. */
        String digest();
    }

    public static Fingerprint of(Object value) {
        Digest digest = new Digest();
        digest.add(value);
        return new Fingerprint(HexFormat.of().formatHex(digest.sha.digest()), digest.lasting);
    }

    private static final class Digest {
        private final MessageDigest sha = sha();
        private boolean lasting = true;

        private void add(@Nullable Object value) {
            if (value instanceof Tensor tensor) {
                tensor(tensor);
            } else if (value instanceof Optional<?> optional) {
                list(optional.stream().toList());
            } else if (value instanceof Map<?, ?> map) {
                list(new ArrayList<>(new TreeMap<>(map).entrySet()));
            } else if (value instanceof Map.Entry<?, ?> entry) {
                list(List.of(entry.getKey(), entry.getValue()));
            } else if (value instanceof Set<?> set) {
                list(set.stream().map(one -> of(one).text()).sorted().toList());
            } else if (value instanceof Iterable<?> list && !(value instanceof Path)) {
                list(list);
            } else if (value instanceof Identified identified) {
                text(identified.digest());
            } else if (value instanceof Record record) {
                components(record);
            } else {
                lasting &= tellsItself(value);
                text(String.valueOf(value));
            }
        }

        private static boolean tellsItself(@Nullable Object value) {
            return value == null
                    || value instanceof String
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Enum<?>
                    || value instanceof Path
                    || value instanceof Shape
                    || value instanceof ElementType;
        }

        private void tensor(Tensor tensor) {
            text(tensor.type() + " " + tensor.shape());
            if (tensor.type() == ElementType.STRING) {
                list(tensor.strings());
            } else {
                sha.update(tensor.bytes());
            }
        }

        private void list(Iterable<?> values) {
            text("[");
            values.forEach(this::add);
            text("]");
        }

        private void components(Record record) {
            text(record.getClass().getName());
            text("(");
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    add(component.getAccessor().invoke(record));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(component + " cannot be read", e);
                }
            }
            text(")");
        }

        /** Texts are told apart by their lengths, whatever stands in them. */
        private void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha.update(bytes);
        }

        private static MessageDigest sha() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
