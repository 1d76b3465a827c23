package ai.interpretdl.autodiff;

import java.util.Map;

/** To be filled. */
final class LinearGradients {
    static final Map<String, Rule> TABLE = Map.of();

    private LinearGradients() {}
}
