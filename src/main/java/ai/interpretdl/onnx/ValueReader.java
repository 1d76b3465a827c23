package ai.interpretdl.onnx;

import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a file says of a value ({@code ValueInfoProto}, {@code TypeProto}). */
final class ValueReader {
    private ElementType type = ElementType.UNDEFINED;
    private Optional<List<Dim>> dims = Optional.empty();
    private Optional<ByteBuffer> other = Optional.empty();

    private ValueReader() {}

    static ValueInfo read(Wire wire) {
        String name = "";
        ValueReader reader = new ValueReader();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> reader.type(wire.message());
                default -> wire.skip();
            }
        }
        return new ValueInfo(name, reader.type, reader.dims, reader.other);
    }

    private void type(Wire wire) {
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> tensor(wire.message());
                // Sequence, map, opaque, sparse tensor, optional.
                case 4, 5, 7, 8, 9 ->
                    other = Optional.of(ByteBuffer.wrap(wire.skipWithTag().copy()));
                default -> wire.skip();
            }
        }
    }

    private void tensor(Wire wire) {
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> type = elementType(wire);
                case 2 -> dims = Optional.of(dims(wire.message()));
                default -> wire.skip();
            }
        }
    }

    private static ElementType elementType(Wire wire) {
        long code = wire.integer();
        if (code < 0 || code >= ElementType.values().length) {
            throw wire.malformed("unknown element type " + code);
        }
        return ElementType.ofCode(code);
    }

    private static List<Dim> dims(Wire wire) {
        List<Dim> dims = new ArrayList<>();
        while (wire.next()) {
            if (wire.field() == 1) {
                dims.add(dim(wire.message()));
            } else {
                wire.skip();
            }
        }
        return dims;
    }

    private static Dim dim(Wire wire) {
        Dim dim = new Dim.Symbol("");
        while (wire.next()) {
            switch (wire.field()) {
                // Some exports write -1 for an unknown length.
                case 1 -> dim = known(wire.integer());
                case 2 -> dim = new Dim.Symbol(wire.text());
                default -> wire.skip();
            }
        }
        return dim;
    }

    private static Dim known(long length) {
        return length < 0 ? new Dim.Symbol("") : new Dim.Known(length);
    }
}
