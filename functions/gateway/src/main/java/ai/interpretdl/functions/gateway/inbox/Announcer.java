package ai.interpretdl.functions.gateway.inbox;

import ai.interpretdl.functions.kit.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Tells on the console what came of the files in the inbox: {@code chelsea.png: cat 0.34 -> target/outbox/chelsea.png.lime.png}. */
@ApplicationScoped
class Announcer {
    private final PrintStream out = System.out;

    void watching(Path inbox) {
        out.println("Photos put into " + shown(inbox) + " are explained; Ctrl-C ends.");
    }

    void made(Uploads.Made made) {
        String said = made.label().orElse("explained")
                + made.probability()
                        .map(p -> String.format(Locale.ROOT, " %.2f", p))
                        .orElse("");
        out.println(made.subject() + ": " + said);
        for (Path file : made.written()) {
            if (file.toString().endsWith(".png") || file.toString().endsWith(".svg")) {
                out.println("    " + shown(file));
            }
        }
    }

    void failed(String subject, Problem problem) {
        out.println(subject + ": " + problem.detail());
    }

    /** Relative to where the program was started, where that is shorter. */
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
