package ai.interpretdl.functions.kit;

import ai.interpretdl.image.Chart;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of a table and time series: how a plain request brings them, and how their attributions are drawn. */
final class Table {
    static final String FIELD = "values";

    /** How the attributions of a row are drawn. */
    enum Form {
        /** A bar for each feature, named by the card. */
        BARS,
        /** A line over the steps of a series, the attributions behind it. */
        LINE
    }

    private Table() {}

    /** The name of a form (as suits the model), and that of a file's (PNG). */
    static Drawing drawing(Parameters parameters) {
        Map<String, Form> forms = Parameters.names(Form.class);
        Set<String> known = new HashSet<>(forms.keySet());
        known.addAll(PictureForm.NAMES.keySet());
        PictureWords words = PictureWords.read(parameters, known);
        Optional<Form> form = words.one(forms);
        PictureForm file = words.one(PictureForm.NAMES).orElse(PictureForm.PNG);
        return answered -> words.wanted()
                ? chart(answered, form).map(chart -> Drawn.chart(chart.figure(), file))
                : Optional.empty();
    }

    /** Nested lists of numbers, a row of the model's only float input, or several. */
    static Inputs inputs(Parameters parameters) {
        JsonNode rows = parameters.value(FIELD).orElseThrow();
        if (parameters.value("image").isPresent() || parameters.value("text").isPresent()) {
            throw Refusal.of(FIELD, "is given beside an image or a text; one of them is meant");
        }
        List<Long> dims = new ArrayList<>();
        for (JsonNode at = rows; at.isArray(); at = at.path(0)) {
            if (at.isEmpty()) {
                throw Refusal.of(FIELD, "has an empty list in it");
            }
            dims.add((long) at.size());
        }
        List<Float> numbers = new ArrayList<>();
        add(rows, dims, 0, numbers);
        float[] flat = new float[numbers.size()];
        IntStream.range(0, flat.length).forEach(i -> flat[i] = numbers.get(i));
        Tensor tensor = Tensor.of(flat, dims.stream().mapToLong(Long::longValue).toArray());
        return new Inputs(Map.of(Inputs.ONLY, tensor), Map.of());
    }

    private static void add(JsonNode value, List<Long> dims, int depth, List<Float> numbers) {
        if (depth == dims.size()) {
            if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
                throw Refusal.of(FIELD, "has " + Parameters.shown(value) + " in it, not a number");
            }
            numbers.add(value.floatValue());
            return;
        }
        if (!value.isArray() || value.size() != dims.get(depth)) {
            throw Refusal.of(FIELD, "is no list of lists of one length: there is " + Parameters.shown(value));
        }
        value.forEach(each -> add(each, dims, depth + 1, numbers));
    }

    /** The tensor for the model's only float input; a single row has no row axis. */
    static Tensor fitted(Model model, String input, Tensor values) {
        int rank = model.inputs().stream()
                .filter(port -> port.name().equals(input))
                .mapToInt(port -> port.dims().size())
                .findFirst()
                .orElse(0);
        return values.shape().rank() == rank - 1
                ? values.reshape(Shape.of(1).concat(values.shape()).dims())
                : values;
    }

    /**
     * What came of a table or of series.
     *
     * @param values the rows of the explained input
     * @param names of the features, as far as the card has them
     */
    record Seen(Tensor values, List<String> names) {}

    /** The rows, when the only explained input is a vector or a series. */
    static Optional<Seen> seen(Model model, Preparation prepared) {
        if (model.seams().size() != 1
                || model.seams().get(0).isEmbedding()
                || !prepared.pictures().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(prepared.inputs().get(model.seams().get(0).input()))
                .filter(rows -> rows.shape().rank() == 2 || rows.shape().rank() == 3)
                .map(rows -> new Seen(rows, model.card().map(Card::features).orElse(List.of())));
    }

    /** A chart of the first row's attributions, of the best class where there are several; nothing for what is no vector and no series. */
    private static Optional<Chart> chart(Answered answered, Optional<Form> form) {
        if (answered.table().isEmpty()) {
            return Optional.empty();
        }
        Seen seen = answered.table().get();
        Tensor values = Drawing.first(seen.values());
        Tensor attributions = Drawing.first(answered.explanation().attributions());
        attributions = attributions.shape().rank() > values.shape().rank() ? Drawing.first(attributions) : attributions;
        boolean series = form.map(f -> f == Form.LINE).orElse(values.shape().rank() == 2);
        return Optional.of(
                series
                        ? line(answered, values, attributions)
                        : bars(answered, seen.names(), values.doubles(), attributions.doubles()));
    }

    private static Chart bars(Answered answered, List<String> names, double[] numbers, double[] each) {
        List<Chart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < each.length; i++) {
            String name = i < names.size() ? names.get(i) : "feature " + i;
            bars.add(new Chart.Bar(name + " = " + number(numbers[i]), each[i]));
        }
        return new Chart.Bars(Drawing.title(answered), bars);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }

    /** Of several channels the longer axis is the time; the first channel is drawn, and attributions are added over channels. */
    private static Chart line(Answered answered, Tensor values, Tensor attributions) {
        Shape shape = attributions.shape();
        boolean channelsFirst = shape.rank() == 1 || shape.dim(0) <= shape.dim(1);
        int channels = shape.rank() == 1 ? 1 : Math.toIntExact(channelsFirst ? shape.dim(0) : shape.dim(1));
        int steps = Math.toIntExact(shape.size() / channels);
        double[] sums = new double[steps];
        double[] all = attributions.doubles();
        for (int i = 0; i < all.length; i++) {
            sums[channelsFirst ? i % steps : i / channels] += all[i];
        }
        double[] numbers = values.doubles();
        List<Double> drawn = IntStream.range(0, steps)
                .mapToObj(i -> numbers[channelsFirst ? i : i * channels])
                .toList();
        return new Chart.Series(
                Drawing.title(answered),
                drawn,
                IntStream.range(0, steps).mapToObj(i -> sums[i]).toList());
    }
}
