package ai.interpretdl.model;

import ai.interpretdl.autodiff.AttentionFinder;
import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.Inlining;
import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.autodiff.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads off a model's graph what can be asked of it at its usual output. Nothing is run, and it is found once. */
final class Abilities {
    private final Model model;
    private Optional<Set<Ability>> found = Optional.empty();

    Abilities(Model model) {
        this.model = model;
    }

    synchronized Set<Ability> all() {
        if (found.isEmpty()) {
            found = Optional.of(Set.copyOf(find()));
        }
        return found.get();
    }

    private Set<Ability> find() {
        Inlining inlining = SampleInputs.graph(model);
        try {
            return of(inlining, inlining.value(model.defaultOutput()));
        } catch (UnsupportedOperatorException | IllegalArgumentException e) {
            // shapes depend on the data, or on lengths that the file leaves open: all may be there, before that output
            // or of other lengths
            return EnumSet.allOf(Ability.class);
        }
    }

    private Set<Ability> of(Inlining inlining, Value output) {
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        List<Value> explained =
                model.seams().stream().map(seam -> inlining.value(seam.value())).toList();
        if (!explained.isEmpty() && passes(output, explained)) {
            abilities.add(Ability.GRADIENT);
        }
        if (model.seams().stream().filter(seam -> !seam.isEmbedding()).anyMatch(this::isPicture)) {
            abilities.add(Ability.PICTURE);
        }
        Set<String> outputs = model.outputs().stream().map(Port::name).collect(Collectors.toSet());
        if (model.layers().stream().anyMatch(layer -> !outputs.contains(layer.name()))) {
            abilities.add(Ability.LAYERS);
            if (passes(output, inner(inlining, output))) {
                abilities.add(Ability.LAYER_GRADIENT);
            }
        }
        if (!AttentionFinder.find(List.of(output)).isEmpty()) {
            abilities.add(Ability.ATTENTION);
        }
        return abilities;
    }

    private boolean isPicture(Seam seam) {
        return model.inputs().stream()
                .filter(port -> port.name().equals(seam.input()) && !port.dims().isEmpty())
                .map(Port::dims)
                .anyMatch(dims -> dims.size() - (dims.get(0) > 1 ? 0 : 1) == 3);
    }

    private boolean passes(Value output, List<Value> places) {
        return Backward.withoutRule(model.environment().rules(), output, places).isEmpty();
    }

    private List<Value> inner(Inlining inlining, Value output) {
        try {
            return List.of(inlining.value(model.defaultLayer()));
        } catch (IllegalArgumentException e) {
            // nothing lies over a picture
            return output.operation().map(Operation::inputs).orElse(List.of());
        }
    }
}
