package ai.interpretdl.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes highlighted texts as an HTML fragment. */
final class HtmlTable {
    private static final String FONT = "font-family:sans-serif;font-size:14px;color:#000;background:#fff";
    private static final String CELL = "padding:4px 8px;text-align:left;vertical-align:top;border-top:1px solid #ccc";
    // Long words, such as addresses, break; blanks and line ends show as they are.
    private static final String TEXT = "text-align:start;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.6";

    private HtmlTable() {}

    static String write(List<Highlight> rows) {
        String header = HighlightTable.HEADER.stream()
                .map(name -> "<th style=\"" + CELL + "\">" + name + "</th>")
                .collect(Collectors.joining());
        return "<div class=\"interpretdl-text\" style=\"" + FONT + "\">\n" + legend()
                + "<table style=\"border-collapse:collapse\">\n<thead><tr>" + header + "</tr></thead>\n<tbody>\n"
                + rows.stream().map(HtmlTable::row).collect(Collectors.joining())
                + "</tbody>\n</table>\n</div>\n";
    }

    private static String legend() {
        return Legend.ENTRIES.stream()
                .map(entry ->
                        "<span style=\"display:inline-block;width:10px;height:10px;border:1px solid #ccc;background:"
                                + WordColor.of(entry.importance()).css() + "\"></span> " + entry.name())
                .collect(Collectors.joining(" &#160; ", "<div style=\"padding:4px 8px\"><b>Legend:</b> ", "</div>\n"));
    }

    private static String row(Highlight row) {
        Caption caption = row.caption();
        return "<tr>" + label(caption.truth()) + label(caption.prediction()) + label(caption.targetLabel())
                + "<td style=\"" + CELL + "\">"
                + row.indices().mapToObj(i -> text(row, i)).collect(Collectors.joining())
                + omission(row.omission())
                + "</td></tr>\n";
    }

    private static String label(String label) {
        return "<td style=\"" + CELL + "\"><b><bdi>" + Markup.escaped(label) + "</bdi></b></td>";
    }

    private static String omission(String note) {
        return note.isEmpty() ? "" : "<div style=\"color:#767676\">" + note + "</div>";
    }

    /** The whole text is one bidirectional paragraph, so that its words stand in the order in which they would without colours. */
    private static String text(Highlight row, int passage) {
        String text = row.passages().get(passage).text();
        return row.runs(passage).stream()
                .map(run -> run(
                        run,
                        Markup.escaped(
                                text.substring(run.range().start(), run.range().end()))))
                .collect(Collectors.joining(
                        "",
                        "<div dir=\"" + (row.rightToLeft(passage) ? "rtl" : "ltr") + "\" style=\"" + TEXT + "\">",
                        "</div>"));
    }

    private static String run(Run run, String text) {
        if (run.color().isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "<span style=\"background-color:%s;color:#000\" title=\"%+.3f\">%s</span>",
                    run.color().orElseThrow().css(),
                    run.importance().orElseThrow(),
                    text);
        }
        return run.read() ? text : "<span style=\"color:#767676\" title=\"not read by the model\">" + text + "</span>";
    }
}
