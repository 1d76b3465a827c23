package ai.interpretdl.text;

import java.util.List;
import java.util.stream.Collectors;

/** Writes highlighted texts for a terminal with 24-bit colours. */
final class AnsiTable {
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String BLACK = "\u001b[38;2;0;0;0m";

    private AnsiTable() {}

    static String write(List<Highlight> rows) {
        String legend = Legend.ENTRIES.stream()
                .map(entry -> colored(WordColor.of(entry.importance()), " " + entry.name() + " "))
                .collect(Collectors.joining(" ", BOLD + "Legend:" + RESET + " ", "\n"));
        String header = BOLD + String.join(" | ", HighlightTable.HEADER) + RESET + "\n";
        return legend + header + rows.stream().map(AnsiTable::row).collect(Collectors.joining());
    }

    private static String row(Highlight row) {
        Caption caption = row.caption();
        String labels = List.of(caption.truth(), caption.prediction(), caption.targetLabel()).stream()
                .map(label -> BOLD + safe(label) + RESET)
                .collect(Collectors.joining(" | "));
        String texts = row.indices().mapToObj(i -> text(row, i)).collect(Collectors.joining("\n  | "));
        String omission = row.omission();
        return labels + " | " + texts + (omission.isEmpty() ? "" : " " + FAINT + "(" + omission + ")" + RESET) + "\n";
    }

    private static String text(Highlight row, int passage) {
        String text = row.passages().get(passage).text();
        return row.runs(passage).stream()
                .map(run -> run(
                        run,
                        safe(text.substring(run.range().start(), run.range().end()))))
                .collect(Collectors.joining());
    }

    private static String run(Run run, String text) {
        return run.color().map(color -> colored(color, text)).orElseGet(() -> run.read() ? text : FAINT + text + RESET);
    }

    private static String colored(WordColor color, String text) {
        int rgb = color.rgb();
        String background = "\u001b[48;2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff) + "m";
        return background + BLACK + text + RESET;
    }

    /** One line, without the escape codes and directions that a text could play on the terminal. */
    private static String safe(String text) {
        return Markup.withoutDirections(Markup.printable(text)).replaceAll("[\\r\\n\\t]", " ");
    }
}
