package ai.interpretdl.autodiff;

import java.util.List;

/** Spells an operator out in others, on the way from the model's file into a graph. */
@FunctionalInterface
interface Expansion {
    List<Value> expand(GraphBuilder g, Inlining.Call call);
}
