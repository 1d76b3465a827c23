package ai.interpretdl.autodiff;

/** An operator that cannot be differentiated, or not in this form. The message names it and says what can be done. */
public final class UnsupportedOperatorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String operator;
    private final String node;

    /** No rule for an operator. */
    public UnsupportedOperatorException(Operation operation) {
        this(
                operation,
                "it has no backward rule; use an algorithm that only needs scores (occlusion, lime, rise, kernel-shap), explain at a layer"
                        + " behind it or an output before it (output_name), or export the model with other options");
    }

    public UnsupportedOperatorException(Operation operation, String reason) {
        this(operation.key(), operation.node(), reason);
    }

    public UnsupportedOperatorException(String operator, String node, String reason) {
        super("operator " + operator + (node.isEmpty() ? "" : " (" + node + ")") + ": " + reason);
        this.operator = operator;
        this.node = node;
    }

    public String operator() {
        return operator;
    }

    /** The node's name or the values it writes, empty when it is not in the model file. */
    public String node() {
        return node;
    }
}
