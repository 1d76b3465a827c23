package ai.interpretdl.interpret.regression;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The matrix P that makes P y the least-squares solution of A b = y with the penalty alpha |b|², and the shortest one when there are
 * many: P = (AᵀA + αI)⁺ Aᵀ = Aᵀ (AAᵀ + αI)⁺. Solves whichever system is smaller.
 *
 * <p>That system is regular in most fits and solved by Cholesky's method; where it is not, by its eigenvectors.
 */
final class PseudoInverse {
    /** Ratio of squared pivots below which a system counts as singular: half of the digits are left above it. */
    private static final double REGULAR = 1e-9;

    /** Eigenvalues below this share of the largest are rounding errors of a product A Aᵀ. */
    private static final double RANK = 1e-12;

    private PseudoInverse() {}

    /** {@code [columns, rows]} for A of {@code [rows, columns]}. */
    static DMatrixRMaj of(DMatrixRMaj a, double alpha) {
        boolean wide = a.numCols > a.numRows;
        int size = wide ? a.numRows : a.numCols;
        DMatrixRMaj gram = new DMatrixRMaj(size, size);
        DMatrixRMaj transposed = CommonOps_DDRM.transpose(a, null);
        if (wide) {
            CommonOps_DDRM.mult(a, transposed, gram);
        } else {
            CommonOps_DDRM.mult(transposed, a, gram);
        }
        for (int i = 0; i < size; i++) {
            gram.add(i, i, alpha);
        }
        DMatrixRMaj solved = solve(gram, wide ? a : transposed);
        return wide ? CommonOps_DDRM.transpose(solved, null) : solved;
    }

    private static DMatrixRMaj solve(DMatrixRMaj gram, DMatrixRMaj right) {
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(gram.numRows, true);
        if (!cholesky.decompose(gram.copy()) || !regular(cholesky.getT(null))) {
            return solveByEigenvectors(gram, right);
        }
        DMatrixRMaj solved = new DMatrixRMaj(right.numRows, right.numCols);
        var solver = LinearSolverFactory_DDRM.chol(gram.numRows);
        solver.setA(gram);
        solver.solve(right, solved);
        return solved;
    }

    private static boolean regular(DMatrixRMaj triangle) {
        double smallest = Double.MAX_VALUE;
        double largest = 0;
        for (int i = 0; i < triangle.numRows; i++) {
            smallest = Math.min(smallest, triangle.get(i, i));
            largest = Math.max(largest, triangle.get(i, i));
        }
        return smallest * smallest > REGULAR * largest * largest;
    }

    /** Σ v vᵀ / λ over the eigenvalues λ that are not rounding errors, times the right side. */
    private static DMatrixRMaj solveByEigenvectors(DMatrixRMaj gram, DMatrixRMaj right) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(gram.numRows, true, true);
        if (!eigen.decompose(gram.copy())) {
            throw new ArithmeticException("the fit has no solution: are all features and scores finite?");
        }
        double largest = 0;
        for (int i = 0; i < gram.numRows; i++) {
            largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
        }
        DMatrixRMaj vectors = new DMatrixRMaj(gram.numRows, gram.numRows);
        DMatrixRMaj scaled = new DMatrixRMaj(gram.numRows, gram.numRows);
        for (int i = 0; i < gram.numRows; i++) {
            double value = eigen.getEigenvalue(i).getReal();
            double inverse = value > RANK * largest ? 1 / value : 0;
            DMatrixRMaj vector = eigen.getEigenVector(i);
            for (int j = 0; j < gram.numRows; j++) {
                vectors.set(i, j, vector.get(j));
                scaled.set(i, j, vector.get(j) * inverse);
            }
        }
        DMatrixRMaj projected = CommonOps_DDRM.mult(scaled, right, null);
        return CommonOps_DDRM.multTransA(vectors, projected, null);
    }
}
