package ai.interpretdl.autodiff;

import java.util.Map;

/** To be filled. */
final class IndexGradients {
    static final Map<String, Rule> TABLE = Map.of();

    private IndexGradients() {}
}
