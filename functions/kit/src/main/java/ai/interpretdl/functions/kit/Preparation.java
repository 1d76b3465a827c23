package ai.interpretdl.functions.kit;

import ai.interpretdl.image.ImageCard;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.PictureException;
import ai.interpretdl.image.Preprocessing;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Port;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.TextReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request's inputs as the model takes them.
 *
 * @param inputs the model's
 * @param given auxiliary tensors, by their name in the request
 * @param pictures what the model sees of each encoded picture, a picture a row; empty when none came
 * @param reading what it reads of texts, when some came
 */
record Preparation(
        Map<String, Tensor> inputs, Map<String, Tensor> given, List<Picture> pictures, Optional<Reading> reading) {
    private static final List<String> KINDS = List.of("baseline.", "segments.", "noise.");

    /**
     * Sorts tensors, prepares pictures and reads texts.
     *
     * @throws Refusal when a name belongs to nothing, or something encoded cannot be taken
     */
    static Preparation of(Model model, Inputs asked, long pixels) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        Map<String, Tensor> given = new LinkedHashMap<>();
        asked.tensors().forEach((name, tensor) -> {
            if (name.equals(Inputs.ONLY)) {
                String input = tableInput(model);
                inputs.put(input, typed(model, input, Table.fitted(model, input, tensor)));
            } else if (isInput(model, name)) {
                inputs.put(name, tensor);
            } else if (isAuxiliary(model, name)) {
                given.put(name, tensor);
            } else {
                throw Refusal.of(
                        "inputs." + name,
                        "is no input of the model, nor a tensor that belongs to one" + Near.hint(name, names(model)));
            }
        });
        Optional<Reading> reading = reading(model, asked.encoded(), asked.corpus());
        reading.ifPresent(read -> inputs.putAll(read.inputs()));
        List<Picture> pictures = new ArrayList<>();
        asked.encoded().forEach((name, items) -> {
            if (isText(name, reading)) {
                return;
            }
            String input = name.equals(Inputs.ONLY) ? imageInput(model) : name;
            String field = name.equals(Inputs.ONLY) ? "image" : "inputs." + name;
            inputs.put(input, typed(model, input, encoded(model, input, field, items, pixels, pictures)));
        });
        return new Preparation(inputs, given, pictures, reading);
    }

    /** Texts are named so, or after the input that takes the token ids. */
    private static Optional<Reading> reading(Model model, Map<String, List<byte[]>> encoded, boolean corpus) {
        Optional<TextReader> reader = encoded.isEmpty() ? Optional.empty() : TextReader.of(model);
        Map<String, List<byte[]>> texts = new LinkedHashMap<>();
        encoded.forEach((name, items) -> {
            if (reader.filter(r -> r.ids().equals(name)).isPresent()) {
                texts.put(Reading.TEXT, items);
            } else if (!isInput(model, name) && (name.equals(Reading.TEXT) || name.equals(Reading.PAIR))) {
                texts.put(name, items);
            }
        });
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Reading.of(model, reader.orElseThrow(() -> unreadable(model)), texts, corpus));
    }

    private static Refusal unreadable(Model model) {
        return Refusal.of(
                Reading.TEXT,
                "cannot be taken: the model " + model.name()
                        + " reads none; neither its card nor a tokenizer.json beside it says how");
    }

    private static boolean isText(String name, Optional<Reading> reading) {
        return reading.isPresent()
                && (name.equals(Reading.TEXT)
                        || name.equals(Reading.PAIR)
                        || name.equals(reading.get().reader().ids()));
    }

    private static boolean isInput(Model model, String name) {
        return model.inputs().stream().anyMatch(port -> port.name().equals(name));
    }

    private static boolean isAuxiliary(Model model, String name) {
        return name.equals("coefficients")
                || KINDS.stream()
                        .anyMatch(kind -> name.startsWith(kind) && isInput(model, name.substring(kind.length())));
    }

    private static List<String> names(Model model) {
        return model.inputs().stream().map(Port::name).toList();
    }

    private static String tableInput(Model model) {
        List<String> floats = model.inputs().stream()
                .filter(port -> port.type().isFloating())
                .map(Port::name)
                .toList();
        if (floats.size() != 1 || model.inputs().size() != 1) {
            throw Refusal.of(
                    Table.FIELD, "cannot be taken: the model has not one input of numbers, but " + names(model));
        }
        return floats.get(0);
    }

    /** What was made of numbers or a picture, in the element type of the input that it is for. */
    private static Tensor typed(Model model, String input, Tensor made) {
        return model.inputs().stream()
                .filter(port -> port.name().equals(input) && port.type().isFloating() && port.type() != made.type())
                .findFirst()
                .map(port -> Tensor.of(port.type(), made.doubles(), made.shape().dims()))
                .orElse(made);
    }

    private static String imageInput(Model model) {
        List<String> candidates = model.inputs().stream()
                .filter(port -> port.type().isFloating() && port.dims().size() == 4)
                .map(Port::name)
                .toList();
        if (candidates.size() != 1) {
            throw Refusal.of("image", "cannot be taken: the model has " + candidates.size() + " inputs for a picture");
        }
        return candidates.get(0);
    }

    private static Tensor encoded(
            Model model, String input, String field, List<byte[]> items, long pixels, List<Picture> pictures) {
        if (!isInput(model, input)) {
            throw Refusal.of(field, "is no input of the model" + Near.hint(input, names(model)));
        }
        Preprocessing preprocessing = model.card()
                .flatMap(Card::image)
                .map(ImageCard::read)
                .orElseThrow(() -> Refusal.of(
                        field,
                        "is an encoded picture, but the card of " + model.name() + " does not say how to prepare one"));
        List<Tensor> rows = new ArrayList<>();
        for (byte[] item : items) {
            Picture seen = preprocessing.resized(picture(field, item, pixels));
            pictures.add(seen);
            Tensor row = preprocessing.normalise(seen);
            refuseOtherSize(field, row, rows.isEmpty() ? row : rows.get(0));
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw Refusal.of(field, "has no picture in it");
        }
        return Tensor.concat(rows);
    }

    private static void refuseOtherSize(String field, Tensor row, Tensor first) {
        if (!row.shape().equals(first.shape())) {
            throw Refusal.of(
                    field,
                    "has pictures of several sizes, " + first.shape() + " and " + row.shape()
                            + " as the model takes them: ask about one size at a time");
        }
    }

    private static Picture picture(String field, byte[] item, long pixels) {
        try {
            return Picture.read(item, new Picture.Limits(pixels));
        } catch (PictureException e) {
            int status = switch (e.reason()) {
                case TOO_LARGE -> 413;
                case UNSUPPORTED -> 415;
                case DAMAGED -> 400;
            };
            throw Refusal.of(field, "cannot be taken: " + e.getMessage()).with(status);
        }
    }
}
