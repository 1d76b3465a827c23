package ai.interpretdl.onnx;

/** Placeholder until the inlining lands. */
public final class FunctionInliner {
    private FunctionInliner() {}

    public static Model inline(Model model) {
        return model;
    }
}
