package ai.interpretdl.functions.kit;

import ai.interpretdl.tensor.Tensor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How an explanation is to be drawn: a photo over what the model saw of the first row, texts coloured, a table as a chart. */
@FunctionalInterface
interface Drawing {
    /** What is drawn; nothing when none is wanted, or nothing came that could be drawn. */
    Optional<Drawn> of(Answered answered);

    /** Reads {@code picture}: true, or words. */
    static Drawing read(Parameters parameters) {
        if (parameters.value(Table.FIELD).isPresent()) {
            return Table.drawing(parameters);
        }
        return PlainInputs.isText(parameters) ? texts(parameters) : photo(parameters);
    }

    /** The name of a style (as suits the answer), and that of a form (PNG). */
    private static Drawing photo(Parameters parameters) {
        Set<String> known = new HashSet<>(Style.NAMES.keySet());
        known.addAll(PictureForm.NAMES.keySet());
        PictureWords words = PictureWords.read(parameters, known);
        Style style = words.one(Style.NAMES).orElse(Style::usual);
        PictureForm form = words.one(PictureForm.NAMES).orElse(PictureForm.PNG);
        return answered -> words.wanted() && !answered.pictures().isEmpty()
                ? Optional.of(Drawn.map(
                        title(answered),
                        style.draw(answered, answered.pictures().get(0)),
                        form))
                : Optional.empty();
    }

    /** HTML unless another form is named. */
    private static Drawing texts(Parameters parameters) {
        PictureWords words = PictureWords.read(parameters, TextForm.NAMES.keySet());
        TextForm form = words.one(TextForm.NAMES).orElse(TextForm.HTML);
        return answered ->
                words.wanted() ? answered.highlighted().map(table -> Drawn.texts(form.write(table))) : Optional.empty();
    }

    /** The first row, without its row axis. */
    static Tensor first(Tensor rows) {
        Tensor row = rows.rows(0, 1);
        return row.reshape(row.shape().slice(1, row.shape().rank()).dims());
    }

    static String title(Answered answered) {
        return answered.explanation().algorithm() + " of " + answered.model();
    }
}
