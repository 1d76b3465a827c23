package ai.interpretdl.functions.kit;

import ai.interpretdl.model.Model;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The functions of this process by their published names. */
@ApplicationScoped
public class Functions {
    private final Map<String, ExplainFunction> byName = new TreeMap<>();

    @Inject
    Functions(@Any Instance<ExplainFunction> functions) {
        functions.forEach(function -> byName.put(function.name(), function));
    }

    private Functions(List<ExplainFunction> functions) {
        functions.forEach(function -> byName.put(function.name(), function));
    }

    /** Some that are not found as beans: for a program or a test of its own. */
    public static Functions of(List<ExplainFunction> functions) {
        return new Functions(functions);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** The names of those that a model has everything for, in order. */
    public List<String> suiting(Model model) {
        return byName.values().stream()
                .filter(function -> model.abilities().containsAll(function.asks()))
                .map(ExplainFunction::name)
                .toList();
    }

    /**
     * The function of a name.
     *
     * @throws Refusal naming {@code field} when there is none
     */
    public ExplainFunction named(String field, String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> Refusal.of(
                        field, "is " + name + ", which is no algorithm here" + Near.hint(name, byName.keySet())));
    }
}
