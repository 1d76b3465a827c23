package ai.interpretdl.model;

import ai.interpretdl.program.Extent;
import ai.interpretdl.program.TokenRun;
import ai.interpretdl.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * The grids that a value's cells may lie in: those that convolutions before it cut, of which the graph tells, else those of equal squares over
 * the picture.
 *
 * @param picture what was cut
 * @param convolutions cells of the convolutions that the value comes from, in the order in which they run
 * @param runs where the graph says that tokens of the picture may stand; where it does not, others are taken to stand before them
 */
record Patches(Extent picture, List<Extent> convolutions, List<TokenRun> runs) {
    /** How many tokens usually stand before those of the picture: none, a class token, one more of distillation, four registers. */
    private static final List<Long> USUAL = List.of(0L, 1L, 2L, 4L, 5L);

    private static final List<Long> OTHERS = List.of(3L, 6L, 7L, 8L);

    /** The grid of a number of cells, if there is one. */
    private interface Grids extends LongFunction<Optional<Extent>> {}

    /** The surest first. */
    private Stream<Grids> grids() {
        return Stream.of(this::convolved, picture::grid);
    }

    /** Of convolutions with so many cells the last: the next to the value. */
    private Optional<Extent> convolved(long cells) {
        return convolutions.stream().filter(grid -> grid.cells() == cells).reduce((one, other) -> other);
    }

    /** Of tokens that attend to each other: their grid, else a square where the graph says that they stand, or behind at most a class token. */
    Optional<Layout.Tokens> attending(long count) {
        return told().or(() -> told(Patches::square))
                .or(() ->
                        grids().flatMap(grids -> tokens(count, grids).stream()).findFirst())
                .or(() -> tokens(count, Patches::square).filter(tokens -> tokens.before() <= 1));
    }

    /** The tokens of the picture where the graph says that they stand. */
    private Optional<Layout.Tokens> told() {
        return grids().flatMap(grids -> told(grids).stream()).findFirst();
    }

    private Optional<Layout.Tokens> told(Grids grids) {
        return runs.stream()
                .flatMap(run ->
                        several(grids, run.length())
                                .map(grid -> new Layout.Tokens(run.before(), grid, run.behind()))
                                .stream())
                .findFirst();
    }

    private static Optional<Extent> square(long cells) {
        long side = Math.round(Math.sqrt(Math.max(0, cells)));
        return Optional.of(new Extent(side, side)).filter(square -> square.cells() == cells);
    }

    private static Optional<Layout.Tokens> tokens(long count, Grids grids) {
        return Stream.concat(USUAL.stream(), OTHERS.stream())
                .flatMap(extra -> several(grids, count - extra).map(grid -> new Layout.Tokens(extra, grid, 0)).stream())
                .findFirst();
    }

    /** One cell is no grid. */
    private static Optional<Extent> several(Grids grids, long cells) {
        return grids.apply(cells).filter(grid -> grid.cells() > 1);
    }

    /** Of a row with two axes: tokens, or flattened maps. */
    Layout ofTwo(Shape row) {
        return told().<Layout>map(found -> found)
                .or(() -> grids().flatMap(grids -> ofTwo(row, grids).stream()).findFirst())
                .orElse(new Layout.ChannelsFirst(false));
    }

    private static Optional<Layout> ofTwo(Shape row, Grids grids) {
        Optional<Layout.Tokens> tokens = tokens(row.dim(0), grids);
        Optional<Layout> flattened = several(grids, row.dim(1)).map(Layout.Flattened::new);
        boolean usual = tokens.filter(found -> USUAL.contains(found.before())).isPresent();
        return usual || flattened.isEmpty() ? tokens.map(found -> found) : flattened;
    }

    /** Of a row with three axes: maps. */
    Layout ofThree(Shape row) {
        boolean last = isGrid(row.dim(0), row.dim(1)) && !isGrid(row.dim(1), row.dim(2));
        return last ? new Layout.ChannelsLast() : new Layout.ChannelsFirst(true);
    }

    private boolean isGrid(long height, long width) {
        return convolutions.contains(new Extent(height, width)) || picture.isCutInto(height, width);
    }
}
