package ai.interpretdl.functions.gateway.v2;

import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.functions.kit.WireTensor;
import ai.interpretdl.functions.kit.WireType;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tensors of a message. */
final class Tensors {
    private static final String SIZE = "binary_data_size";

    private Tensors() {}

    /** An input's content: numbers, words as a model takes them, or encoded images and texts. */
    sealed interface Content {
        record Numbers(Tensor tensor) implements Content {}

        record Words(Tensor tensor) implements Content {}

        record Encoded(List<byte[]> items) implements Content {}
    }

    /**
     * The inputs by name, in the order of the message.
     *
     * @param words inputs that the model takes as strings: their BYTES are text as it is, of any shape
     * @throws Refusal when one of them does not fit what it says of itself, or bytes are missing or left over
     */
    static Map<String, Content> read(Message message, Set<String> words) {
        Map<String, Content> contents = new LinkedHashMap<>();
        ByteBuffer binary = message.binary().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (Message.Input input : message.json().inputs()) {
            if (contents.put(input.name(), content(input, binary, words.contains(input.name()))) != null) {
                throw Refusal.of(input.field(), "is given twice");
            }
        }
        if (binary.hasRemaining()) {
            throw Refusal.of(
                    400,
                    binary.remaining() + " bytes behind the JSON belong to no input; an input announces its own"
                            + " as " + SIZE);
        }
        return contents;
    }

    private static Content content(Message.Input input, ByteBuffer binary, boolean words) {
        WireType type = WireType.of(input.field(), input.datatype());
        Shape shape = WireTensor.shape(input.field(), input.shape(), type);
        Optional<JsonNode> size = Optional.ofNullable(input.parameters().get(SIZE));
        for (String name : input.parameters().keySet()) {
            if (!name.equals(SIZE)) {
                throw Refusal.of(input.field() + ".parameters." + name, "is no parameter of an input");
            }
        }
        if (size.isPresent() && input.data().isPresent()) {
            throw Refusal.of(input.field(), "has data and " + SIZE + "; one of them is meant");
        }
        Content content = size.isPresent()
                ? binary(input.field(), type, shape, part(input.field(), size.get(), binary), words)
                : json(input, type, shape, words);
        return finite(input.field(), content);
    }

    private static Content json(Message.Input input, WireType type, Shape shape, boolean words) {
        Tensor tensor = WireTensor.of(
                input.field(),
                type,
                shape,
                input.data().orElseThrow(() -> Refusal.of(input.field(), "has neither data nor " + SIZE)));
        if (type == WireType.BYTES && words) {
            return new Content.Words(tensor);
        }
        return type == WireType.BYTES
                ? new Content.Encoded(tensor.strings().stream()
                        .map(text -> decode(input.field(), text))
                        .toList())
                : new Content.Numbers(tensor);
    }

    private static byte[] decode(String field, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(field, "is BYTES; its elements must be base64: " + e.getMessage());
        }
    }

    private static ByteBuffer part(String field, JsonNode size, ByteBuffer binary) {
        if (!size.isIntegralNumber() || size.longValue() < 0 || size.longValue() > binary.remaining()) {
            throw Refusal.of(
                    field, "announces " + size + " bytes, of which " + binary.remaining() + " are left in the body");
        }
        ByteBuffer part = binary.slice(binary.position(), size.intValue()).order(ByteOrder.LITTLE_ENDIAN);
        binary.position(binary.position() + size.intValue());
        return part;
    }

    private static Content binary(String field, WireType type, Shape shape, ByteBuffer part, boolean words) {
        if (type == WireType.BYTES) {
            List<byte[]> items = items(field, shape, part);
            return words ? new Content.Words(strings(shape, items)) : new Content.Encoded(items);
        }
        if (part.remaining() != type.element().bytes(shape.size())) {
            throw Refusal.of(
                    field,
                    "announces " + part.remaining() + " bytes; " + type + " " + shape + " takes "
                            + type.element().bytes(shape.size()));
        }
        // Aligned and off the heap, so that a runtime can read it in place.
        ByteBuffer own = ByteBuffer.allocateDirect(part.remaining()).put(part).flip();
        return new Content.Numbers(Tensor.of(type.element(), shape, own));
    }

    private static Tensor strings(Shape shape, List<byte[]> items) {
        List<String> strings = items.stream()
                .map(item -> new String(item, StandardCharsets.UTF_8))
                .toList();
        return Tensor.of(strings, shape.dims());
    }

    /** Each with its length before it. */
    private static List<byte[]> items(String field, Shape shape, ByteBuffer part) {
        List<byte[]> items = new ArrayList<>();
        while (part.hasRemaining()) {
            int length = part.remaining() < Integer.BYTES ? -1 : part.getInt();
            if (length < 0 || length > part.remaining()) {
                throw Refusal.of(field, "ends within its element " + items.size());
            }
            byte[] item = new byte[length];
            part.get(item);
            items.add(item);
        }
        if (items.size() != shape.size()) {
            throw Refusal.of(field, "has " + items.size() + " elements; its shape " + shape + " takes " + shape.size());
        }
        return items;
    }

    private static Content finite(String field, Content content) {
        if (content instanceof Content.Numbers numbers
                && numbers.tensor().type().isFloating()) {
            double[] values = numbers.tensor().doubles();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    long rows = numbers.tensor().shape().rank() == 0
                            ? 1
                            : numbers.tensor().shape().dim(0);
                    throw Refusal.of(
                            field, "has " + values[i] + " as element " + i + ", in row " + i / (values.length / rows));
                }
            }
        }
        return content;
    }

    /** A tensor as the binary extension writes it. */
    static byte[] bytes(Tensor tensor) {
        if (tensor.type() != ElementType.STRING) {
            byte[] bytes = new byte[tensor.bytes().remaining()];
            tensor.bytes().get(bytes);
            return bytes;
        }
        List<byte[]> items = tensor.strings().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = items.stream().mapToInt(item -> Integer.BYTES + item.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        items.forEach(item -> bytes.putInt(item.length).put(item));
        return bytes.array();
    }
}
