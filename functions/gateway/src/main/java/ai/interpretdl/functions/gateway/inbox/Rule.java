package ai.interpretdl.functions.gateway.inbox;

import java.util.List;
import java.util.Locale;

/**
 * Which functions explain the files of a folder.
 *
 * @param suffixes in lower case, with the dot
 * @param folder below the inbox, empty for the inbox itself; the rule holds for whatever lies in it, at any depth
 * @param calls what is asked, in this order
 */
record Rule(List<String> suffixes, String folder, List<Call> calls) {
    Rule {
        suffixes = List.copyOf(suffixes);
        calls = List.copyOf(calls);
    }

    /** Whether a file, named relative to the inbox with slashes, is meant. */
    boolean matches(String subject) {
        String name = subject.toLowerCase(Locale.ROOT);
        boolean inFolder = folder.isEmpty() || subject.startsWith(folder + "/");
        return inFolder && suffixes.stream().anyMatch(name::endsWith);
    }
}
