package ai.interpretdl.interpret.input;

import java.util.Arrays;

/**
 * The path of guided integrated gradients for one row, made step by step: elements with small gradients move first, none farther than a
 * corridor round the straight line allows.
 */
final class GuidedPath {
    private static final double CLOSE = 1e-9;

    private final double[] from;
    private final double[] to;
    private final double fraction;
    private final double reach;
    private final double length;
    private final double[] at;
    private final double[] attributions;

    GuidedPath(double[] from, double[] to, double fraction, double reach) {
        this.from = from;
        this.to = to;
        this.fraction = fraction;
        this.reach = reach;
        this.length = distance(from, to);
        this.at = from.clone();
        this.attributions = new double[from.length];
    }

    /** Where the path has come to. */
    double[] at() {
        return at.clone();
    }

    double[] attributions() {
        return attributions.clone();
    }

    /**
     * Moves until what is left of the way, in the sum of absolute differences, is the share that is due.
     *
     * @param gradient at the present place
     * @param progress share of the way that is behind the path after this step, up to 1
     */
    void step(double[] gradient, double progress) {
        double[] low = between(Math.max(0, progress - reach));
        double[] high = between(Math.min(1, progress + reach));
        double due = length * (1 - progress);
        double[] before = at.clone();
        catchUp(low);
        boolean[] stuck = new boolean[at.length];
        double left = distance(at, to);
        while (left - due > CLOSE * Math.max(1, length)) {
            for (int i = 0; i < at.length; i++) {
                stuck[i] = at[i] == high[i];
            }
            boolean[] moving = slowest(gradient, stuck);
            double room = room(moving, high);
            if (room == 0) {
                break;
            }
            move(moving, high, Math.min(1, (left - due) / room));
            left = distance(at, to);
        }
        for (int i = 0; i < at.length; i++) {
            attributions[i] += (at[i] - before[i]) * gradient[i];
        }
    }

    private double[] between(double share) {
        double[] place = new double[from.length];
        Arrays.setAll(place, i -> from[i] + share * (to[i] - from[i]));
        return place;
    }

    /** Elements that have fallen behind the corridor are drawn to its edge. */
    private void catchUp(double[] low) {
        for (int i = 0; i < at.length; i++) {
            boolean behind = to[i] > from[i] ? at[i] < low[i] : at[i] > low[i];
            at[i] = behind ? low[i] : at[i];
        }
    }

    /** The share of all elements whose gradient is smallest, of those that can still move; at least one. */
    private boolean[] slowest(double[] gradient, boolean[] stuck) {
        double[] sizes = new double[gradient.length];
        Arrays.setAll(sizes, i -> stuck[i] ? Double.POSITIVE_INFINITY : Math.abs(gradient[i]));
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        double threshold = sorted[(int) Math.floor(fraction * (sorted.length - 1))];
        boolean[] chosen = new boolean[sizes.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = !stuck[i] && sizes[i] <= Math.max(threshold, sorted[0]);
        }
        return chosen;
    }

    private double room(boolean[] moving, double[] high) {
        double room = 0;
        for (int i = 0; i < at.length; i++) {
            room += moving[i] ? Math.abs(high[i] - at[i]) : 0;
        }
        return room;
    }

    private void move(boolean[] moving, double[] high, double share) {
        for (int i = 0; i < at.length; i++) {
            if (moving[i]) {
                at[i] = share == 1 ? high[i] : at[i] + share * (high[i] - at[i]);
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }
}
