package ai.interpretdl.interpret;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an explanation came about.
 *
 * @param device where it was computed
 * @param seconds wall-clock time of all runs
 * @param samples samples taken, 0 where the algorithm takes none
 * @param complete whether all samples that were asked for were taken
 * @param seed of the random draws
 * @param modelDigest SHA-256 of the model file
 * @param answerId digest of model, inputs, parameters and seed: the same id, the same answer on one device
 * @param nonFinite how many attributions are no finite numbers
 * @param reached what an algorithm that decides for itself when to stop has come to, by name: {@code steps}, {@code error}
 */
public record Quality(
        String device,
        double seconds,
        long samples,
        boolean complete,
        long seed,
        String modelDigest,
        String answerId,
        long nonFinite,
        Map<String, Double> reached) {
    public Quality {
        reached = Collections.unmodifiableMap(new TreeMap<>(reached));
    }

    public Quality(
            String device,
            double seconds,
            long samples,
            boolean complete,
            long seed,
            String modelDigest,
            String answerId,
            long nonFinite) {
        this(device, seconds, samples, complete, seed, modelDigest, answerId, nonFinite, Map.of());
    }

    /**
     * The same of an algorithm that decided for itself when to stop.
     *
     * @param what it came to
     * @param enough whether that is what was asked for
     * @param all seconds of all rounds
     */
    public Quality reaching(Map<String, Double> what, boolean enough, double all) {
        return new Quality(device, all, samples, complete && enough, seed, modelDigest, answerId, nonFinite, what);
    }

    /** The same of several rounds of samples. */
    public Quality taking(long allSamples) {
        return new Quality(device, seconds, allSamples, complete, seed, modelDigest, answerId, nonFinite, reached);
    }

    /** The most of everything that several came to: the steps that one took at most, the error that none exceeds. */
    public static Map<String, Double> most(List<Quality> parts) {
        Map<String, Double> most = new TreeMap<>();
        parts.forEach(part -> part.reached().forEach((name, number) -> most.merge(name, number, Double::max)));
        return most;
    }

    Quality about(String otherId, long otherNonFinite) {
        return new Quality(device, seconds, samples, complete, seed, modelDigest, otherId, otherNonFinite, reached);
    }
}
