package ai.interpretdl.interpret;

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
 */
public record Quality(
        String device,
        double seconds,
        long samples,
        boolean complete,
        long seed,
        String modelDigest,
        String answerId,
        long nonFinite) {
    Quality about(String otherId) {
        return new Quality(device, seconds, samples, complete, seed, modelDigest, otherId, nonFinite);
    }
}
