package ai.interpretdl.functions.kit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The functions of this process by their published names. */
@ApplicationScoped
public class Functions {
    private final Map<String, ExplainFunction> byName = new TreeMap<>();

    Functions(@Any Instance<ExplainFunction> functions) {
        functions.forEach(function -> byName.put(function.name(), function));
    }

    public Set<String> names() {
        return byName.keySet();
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
