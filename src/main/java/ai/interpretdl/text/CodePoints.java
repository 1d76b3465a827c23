package ai.interpretdl.text;

/** Translates positions that count code points, as most tokenizers do, into Java's UTF-16 units. */
final class CodePoints {
    private final int[] starts;

    CodePoints(String text) {
        starts = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 0, at = 0; i < starts.length; i++) {
            starts[i] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
    }

    /** @param position in code points; behind the end counts as the end */
    int toUtf16(int position) {
        return starts[Math.min(position, starts.length - 1)];
    }

    /** The text with half surrogate pairs, which no encoding can carry, replaced one for one: offsets stay. */
    static String withoutLoneSurrogates(String text) {
        StringBuilder repaired = new StringBuilder(text);
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (Character.getType(codePoint) == Character.SURROGATE) {
                repaired.setCharAt(at, '\ufffd');
            }
            at += Character.charCount(codePoint);
        }
        return repaired.toString();
    }
}
