package ai.interpretdl.evaluate;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that a program is handed, a tensor {@code [N, …]} for each explained input.
 *
 * @param called what tells them from others
 */
record Handed(String called, List<Tensor> tensors) {
    /** Equal for what is handed to one program. */
    Object form() {
        List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
        return List.of(called, shapes);
    }

    Map<String, Tensor> given() {
        Map<String, Tensor> given = new HashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            given.put(name(i), tensors.get(i));
        }
        return given;
    }

    /** Those of an input, in the program. */
    Expr of(Explained f, int input) {
        return f.givenRows(name(input), tensors.get(input));
    }

    private String name(int input) {
        return called + "." + input;
    }
}
