package ai.interpretdl.program;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which of several rows is asked about alone, so that what was given for each of them gives its own.
 *
 * @param row from 0
 * @param rows how many there are
 */
public record RowOf(int row, int rows) {
    /** Of a tensor {@code [N, …]} the row; any other tensor as it is. */
    public Tensor of(Tensor tensor) {
        boolean each = rows > 1 && tensor.shape().rank() > 0 && tensor.shape().dim(0) == rows;
        return each ? tensor.rows(row, row + 1L) : tensor;
    }

    /** Of a table {@code [samples, N, …]} the row in every sample; any other table as it is. */
    public Tensor ofTable(Tensor table) {
        if (rows == 1 || table.shape().rank() < 2 || table.shape().dim(1) != rows) {
            return table;
        }
        long samples = table.shape().dim(0);
        Shape own = Shape.of(1, 1).concat(table.shape().slice(2, table.shape().rank()));
        Tensor flat = table.reshape(Shape.of(samples * rows)
                .concat(table.shape().slice(2, table.shape().rank()))
                .dims());
        List<Tensor> each = LongStream.range(0, samples)
                .mapToObj(sample ->
                        flat.rows(sample * rows + row, sample * rows + row + 1).reshape(own.dims()))
                .toList();
        return Tensor.concat(each);
    }
}
