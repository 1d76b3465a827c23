package ai.interpretdl.image;

import java.util.Arrays;

/** The centres of SLIC and the pixels that belong to each. */
final class SlicClusters {
    /** A centre's numbers: L*, a*, b*, row, column. */
    private static final int NUMBERS = 5;

    private final Planes colours;
    /** The distance between centres at the start, in pixels. */
    private final double spacing;
    /** What a squared pixel counts beside a squared unit of colour. */
    private final double placeWeight;

    private final double[][] centres;
    private final int[] nearest;
    private final double[] distance;

    SlicClusters(Planes colours, int count, double compactness) {
        this.colours = colours;
        int pixels = colours.width * colours.height;
        this.spacing = Math.max(1, Math.sqrt((double) pixels / count));
        this.placeWeight = compactness / spacing * (compactness / spacing);
        this.nearest = new int[pixels];
        this.distance = new double[pixels];
        this.centres = onAGrid(cells(colours.height), cells(colours.width));
    }

    private int cells(int length) {
        return Math.max(1, (int) Math.rint(length / spacing));
    }

    private double[][] onAGrid(int down, int across) {
        double[][] grid = new double[down * across][NUMBERS];
        for (int i = 0; i < grid.length; i++) {
            int row = (int) ((i / across + 0.5) * colours.height / down);
            int column = (int) ((i % across + 0.5) * colours.width / across);
            for (int channel = 0; channel < 3; channel++) {
                grid[i][channel] = colours.planes[channel][row * colours.width + column];
            }
            grid[i][3] = row;
            grid[i][4] = column;
        }
        return grid;
    }

    /** Gives every pixel to the nearest centre that looks at it; one that none looks at stays where it was. */
    void assign() {
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int cluster = 0; cluster < centres.length; cluster++) {
            double[] centre = centres[cluster];
            int top = (int) Math.max(0, Math.ceil(centre[3] - spacing));
            int bottom = (int) Math.min(colours.height - 1, Math.floor(centre[3] + spacing));
            for (int row = top; row <= bottom; row++) {
                claim(row, cluster, centre);
            }
        }
    }

    private void claim(int row, int cluster, double[] centre) {
        int left = (int) Math.max(0, Math.ceil(centre[4] - spacing));
        int right = (int) Math.min(colours.width - 1, Math.floor(centre[4] + spacing));
        double down = (row - centre[3]) * (row - centre[3]);
        for (int column = left; column <= right; column++) {
            int i = row * colours.width + column;
            double dl = colours.planes[0][i] - centre[0];
            double da = colours.planes[1][i] - centre[1];
            double db = colours.planes[2][i] - centre[2];
            double across = (column - centre[4]) * (column - centre[4]);
            double squared = dl * dl + da * da + db * db + placeWeight * (down + across);
            if (squared < distance[i]) {
                distance[i] = squared;
                nearest[i] = cluster;
            }
        }
    }

    /** Moves every centre to the mean of its pixels. */
    void recentre() {
        double[][] sums = new double[centres.length][NUMBERS];
        int[] sizes = new int[centres.length];
        for (int i = 0; i < nearest.length; i++) {
            double[] sum = sums[nearest[i]];
            sizes[nearest[i]]++;
            sum[0] += colours.planes[0][i];
            sum[1] += colours.planes[1][i];
            sum[2] += colours.planes[2][i];
            sum[3] += i / colours.width;
            sum[4] += i % colours.width;
        }
        for (int cluster = 0; cluster < centres.length; cluster++) {
            for (int k = 0; k < NUMBERS && sizes[cluster] > 0; k++) {
                centres[cluster][k] = sums[cluster][k] / sizes[cluster];
            }
        }
    }

    /** The connected pieces (four neighbours) of pixels that belong to one centre. */
    DisjointSets pieces() {
        DisjointSets pieces = new DisjointSets(nearest.length);
        for (int i = 0; i < nearest.length; i++) {
            if ((i + 1) % colours.width != 0) {
                joinIfAlike(pieces, i, i + 1);
            }
            if (i + colours.width < nearest.length) {
                joinIfAlike(pieces, i, i + colours.width);
            }
        }
        return pieces;
    }

    private void joinIfAlike(DisjointSets pieces, int a, int b) {
        int first = pieces.find(a);
        int second = pieces.find(b);
        if (nearest[a] == nearest[b] && first != second) {
            pieces.join(first, second);
        }
    }
}
