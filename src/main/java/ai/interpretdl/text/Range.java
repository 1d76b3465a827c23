package ai.interpretdl.text;

/** A part of a text, in UTF-16 units; {@code end} is behind it. */
record Range(int start, int end) {
    boolean isEmpty() {
        return start == end;
    }

    boolean overlaps(Range other) {
        return start < other.end && other.start < end;
    }

    Range union(Range other) {
        return new Range(Math.min(start, other.start), Math.max(end, other.end));
    }

    /** Without white space at its ends; empty where there is nothing else. */
    Range trimmed(String text) {
        int from = start;
        int to = end;
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return new Range(from, to);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
