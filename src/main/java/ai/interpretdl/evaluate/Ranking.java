package ai.interpretdl.evaluate;

/**
 * How well scores put what is meant before what is not.
 *
 * @param order the scored things, largest first
 * @param scores theirs
 * @param meant whether each is meant
 */
@SuppressWarnings("ArrayRecordComponent")
record Ranking(int[] order, double[] scores, boolean[] meant) {
    static Ranking of(double[] scores, boolean[] meant) {
        return new Ranking(Order.MOST_RELEVANT_FIRST.of(scores), scores, meant);
    }

    /** The share of the first ones that is meant. */
    double hits(int first) {
        int hits = 0;
        for (int i = 0; i < first; i++) {
            hits += meant[order[i]] ? 1 : 0;
        }
        return hits / (double) first;
    }

    /** The probability that something meant has the larger score, ties half; NaN where all is meant. */
    double auc() {
        double area = 0;
        double above = 0;
        double others = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = tied(from);
            double hits = hits(from, to);
            area += (to - from - hits) * (above + hits / 2);
            above += hits;
            others += to - from - hits;
        }
        return others == 0 ? Double.NaN : area / (above * others);
    }

    /** Σ (recall_k - recall_k-1) precision_k over the distinct scores. */
    double averagePrecision() {
        double sum = 0;
        double above = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = tied(from);
            double hits = hits(from, to);
            above += hits;
            sum += hits * above / to;
        }
        return sum / above;
    }

    /** Behind the last one of the same score. */
    private int tied(int from) {
        int to = from + 1;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    private double hits(int from, int to) {
        int hits = 0;
        for (int i = from; i < to; i++) {
            hits += meant[order[i]] ? 1 : 0;
        }
        return hits;
    }
}
