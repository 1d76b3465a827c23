package ai.interpretdl.functions.kit;

import ai.interpretdl.image.ContactSheet;
import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.Figure;
import ai.interpretdl.image.Legend;
import java.util.List;
import java.util.Optional;

/**
 * What was drawn of an answer.
 *
 * @param file in the form that the request names
 * @param depiction for a sheet of several; none of texts
 * @param form of the file
 */
public record Drawn(Response.File file, Optional<Depiction> depiction, PictureForm form) {
    /** A map over what the model saw. */
    static Drawn map(String title, Depiction depiction, PictureForm form) {
        Figure figure = new ContactSheet("", List.of(new ContactSheet.Cell(title, depiction)), 1).figure();
        Response.File file = form == PictureForm.PNG ? Response.File.of(depiction.picture()) : form.write(figure, 2);
        return new Drawn(file, Optional.of(depiction), form);
    }

    /** A chart, which says itself what its colours mean. */
    static Drawn chart(Figure chart, PictureForm form) {
        Depiction depiction = new Depiction(chart.picture(), new Legend.None());
        return new Drawn(form.write(chart, 1), Optional.of(depiction), form);
    }

    /** Coloured texts. */
    static Drawn texts(Response.File file) {
        return new Drawn(file, Optional.empty(), PictureForm.PNG);
    }
}
