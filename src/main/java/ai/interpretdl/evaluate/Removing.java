package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Inquiry;
import java.util.List;

/**
 * How places are taken away from an input, or put back.
 *
 * @param substrate what stands where the input is hidden
 * @param steps after how many places a score is taken
 * @param channels how the attributions of a place are joined
 */
public record Removing(Substrate substrate, Steps steps, Channels channels) {
    /** Even steps, attributions added up. */
    public static Removing from(Substrate substrate, int steps) {
        return new Removing(substrate, Steps.even(steps), Channels.SUM);
    }

    /** The curve of scores of each row. */
    List<Curve> curves(Inquiry inquiry, Relevance relevance, Order order, boolean insert) {
        return removal(relevance, order, insert).curves(inquiry, substrate);
    }

    /** The curves of hiding in several orders, in one program. */
    List<List<Curve>> curves(Inquiry inquiry, Relevance relevance, List<Order> orders) {
        List<Removal> removals =
                orders.stream().map(order -> removal(relevance, order, false)).toList();
        return Removal.curves(inquiry, substrate, removals);
    }

    private Removal removal(Relevance relevance, Order order, boolean insert) {
        return Removal.of(relevance, channels, order, insert, values -> steps.counts(values, order, insert));
    }
}
