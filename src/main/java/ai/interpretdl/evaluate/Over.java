package ai.interpretdl.evaluate;

import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Shape;

/** Numbers of places laid over an input. */
final class Over {
    private Over() {}

    /** What belongs to a token belongs to all of its embedding. */
    static Expr row(Expr places, Expr x) {
        int missing = x.shape().rank() - places.shape().rank();
        return missing == 1 ? places.reshape(places.shape().concat(Shape.of(1)).dims()) : places;
    }
}
