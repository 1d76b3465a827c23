package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Which elements of the input go on and off together. */
public sealed interface Features {
    /** Every element is a feature; of a token model every token. */
    record Elements() implements Features {}

    /**
     * Numbered segments by input, INT64 from 0: shaped like a row of the input, broadcastable to it, or with a row axis in front. The
     * same number in two inputs is one feature; a negative one is never changed.
     */
    record Given(Map<String, Tensor> segments) implements Features {
        public Given {
            segments = Map.copyOf(new TreeMap<>(segments));
        }

        @Override
        public Features row(Question question, int row) {
            Map<String, Tensor> one = new TreeMap<>();
            segments.forEach((name, map) -> one.put(name, isByRow(question, name, map) ? map.rows(row, row + 1) : map));
            return new Given(one);
        }

        private static boolean isByRow(Question question, String name, Tensor map) {
            Tensor input = question.inputs().get(name);
            return input != null
                    && question.rows() > 1
                    && map.shape().rank() == input.shape().rank()
                    && map.shape().dim(0) == question.rows();
        }
    }

    /** The features of one row. */
    default Features row(Question question, int row) {
        return this;
    }

    static Features elements() {
        return new Elements();
    }

    static Features given(Map<String, Tensor> segments) {
        return new Given(segments);
    }
}
