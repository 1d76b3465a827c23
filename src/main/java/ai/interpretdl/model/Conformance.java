package ai.interpretdl.model;

import ai.interpretdl.program.Subject.Batching;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be explained of a model, found by trying: whether it runs, whether its gradient is one, and what it offers.
 *
 * @param model its name
 * @param digest SHA-256 of its file
 * @param nodes how many there are in the graph, local functions inlined
 * @param inputs that it was tried on, name and shape
 * @param problems what did not work at all, in words; empty when everything did
 * @param withoutRule operators on the way from the output to what is explained that no gradient can pass
 * @param batching how it takes several rows
 * @param slope the gradient beside central differences; empty when there is no gradient
 * @param maps the last value of each size that class activation maps can use, the best first
 * @param attention values written by attention: weights, or the output of a fused operator
 * @param cost of one row
 */
public record Conformance(
        String model,
        String digest,
        int nodes,
        Map<String, String> inputs,
        List<String> problems,
        List<Gap> withoutRule,
        Batching batching,
        Optional<Slope> slope,
        List<Layer> maps,
        List<String> attention,
        Cost cost) {
    /** Between rounding and kinks, central differences of a deep float32 network agree no better, even with the best step. */
    private static final double TOLERANCE = 0.05;

    /** An operator without a rule, and the node or value where it stands. */
    public record Gap(String operator, String node) {}

    /**
     * How fast the score rises along its gradient.
     *
     * @param value whose gradient was taken, several joined
     * @param expected the gradient's length
     * @param measured by central differences of the score
     */
    public record Slope(String value, double expected, double measured) {
        public double relativeError() {
            double scale = Math.max(Math.abs(expected), Math.abs(measured));
            return scale == 0 ? 0 : Math.abs(expected - measured) / scale;
        }
    }

    /**
     * What one row takes.
     *
     * @param forwardBytes estimate of the memory for values in a forward pass, without weights
     * @param gradientBytes the same for a gradient; 0 when there is none
     * @param forwardSeconds measured, the second of two passes
     * @param gradientSeconds measured, the second of two; 0 when there is none
     */
    public record Cost(long forwardBytes, long gradientBytes, double forwardSeconds, double gradientSeconds) {}

    public Conformance {
        inputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(inputs));
        problems = List.copyOf(problems);
        withoutRule = List.copyOf(withoutRule);
        maps = List.copyOf(maps);
        attention = List.copyOf(attention);
    }

    /** Tries a model on random inputs. */
    public static Conformance of(Model model) {
        return of(model, SampleInputs.of(model));
    }

    /** Tries a model on the first row of given inputs. */
    public static Conformance of(Model model, Map<String, Tensor> inputs) {
        return new Trial(model, inputs).conformance();
    }

    /** Whether every algorithm works: it runs, and its gradient is what differences measure. */
    public boolean isFull() {
        return problems.isEmpty()
                && withoutRule.isEmpty()
                && slope.filter(s -> s.relativeError() <= TOLERANCE).isPresent();
    }

    /** For people: one line a finding. */
    public String text() {
        return new ConformanceReport(this).text();
    }

    /** For programs. */
    public ObjectNode json() {
        return new ConformanceReport(this).json();
    }
}
