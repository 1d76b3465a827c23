package ai.interpretdl.text;

/** Text within HTML, SVG and terminal output, where some characters would act instead of showing. */
final class Markup {
    private static final char REPLACEMENT = '\ufffd';

    private Markup() {}

    /** For the content and the quoted attributes of HTML and XML. */
    static String escaped(String text) {
        return printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Control characters and what is no character replaced one for one, except white space. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(CodePoints.withoutLoneSurrogates(text));
        for (int i = 0; i < printable.length(); i++) {
            char character = printable.charAt(i);
            boolean space = character == '\n' || character == '\r' || character == '\t';
            if ((Character.isISOControl(character) && !space) || character >= '\ufffe') {
                printable.setCharAt(i, REPLACEMENT);
            }
        }
        return printable.toString();
    }

    /** Without the characters that turn the direction of what follows. */
    static String withoutDirections(String text) {
        return text.replaceAll("[\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]", "");
    }
}
