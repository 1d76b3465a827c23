package ai.interpretdl.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part {@code image} of a model's card:
 *
 * <pre>
 * {"resize": {"shorter_side": 256}, "crop": {"width": 224, "height": 224},
 *  "channels": "rgb", "layout": "nchw", "scale": 0.00392, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
 * </pre>
 *
 * <p>All of it may be left out: then the picture stays as it is, in red, green and blue from 0 to 255. {@code resize} may also have
 * {@code width} and {@code height}.
 */
public final class ImageCard {
    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("resize", "crop", "channels", "layout", "scale", "mean", "std"));

    private ImageCard() {}

    /** @throws IllegalArgumentException naming the field that means nothing */
    public static Preprocessing read(JsonNode image) {
        image.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("card, image: unknown field " + field + "; known are " + FIELDS);
            }
        });
        return new Preprocessing(
                fits(image),
                choice(Preprocessing.Channels.values(), image, "channels"),
                new Normalisation(image.path("scale").asDouble(1), numbers(image, "mean", 0), numbers(image, "std", 1)),
                choice(Preprocessing.Layout.values(), image, "layout"));
    }

    private static List<Fit> fits(JsonNode image) {
        List<Fit> fits = new ArrayList<>();
        JsonNode resize = image.path("resize");
        if (resize.has("shorter_side")) {
            fits.add(new Fit.ShorterSide(pixels(resize, "shorter_side")));
        } else if (image.has("resize")) {
            fits.add(new Fit.Exact(pixels(resize, "width"), pixels(resize, "height")));
        }
        if (image.has("crop")) {
            fits.add(new Fit.CentreCrop(pixels(image.get("crop"), "width"), pixels(image.get("crop"), "height")));
        }
        return fits;
    }

    private static int pixels(JsonNode fit, String field) {
        JsonNode value = fit.path(field);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("card, image: " + field + " is " + value + ", not a number of pixels");
        }
        return value.intValue();
    }

    private static List<Double> numbers(JsonNode image, String field, double otherwise) {
        if (!image.has(field)) {
            return List.of(otherwise, otherwise, otherwise);
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode number : image.get(field)) {
            if (!number.isNumber()) {
                throw new IllegalArgumentException("card, image: " + field + " has " + number + " in it, no number");
            }
            numbers.add(number.doubleValue());
        }
        return numbers;
    }

    /** The first when nothing is said. */
    private static <E extends Enum<E>> E choice(E[] constants, JsonNode image, String field) {
        String name = image.path(field).asText(constants[0].name()).toUpperCase(Locale.ROOT);
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("card, image: " + field + " is " + image.get(field) + ", not one of "
                + List.of(constants).toString().toLowerCase(Locale.ROOT));
    }
}
