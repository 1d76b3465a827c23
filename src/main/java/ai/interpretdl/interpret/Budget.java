package ai.interpretdl.interpret;

import java.util.concurrent.TimeUnit;

/**
 * What ends sampling before all samples are taken.
 *
 * @param maxSeconds after which nothing further is begun; the largest number for no limit
 * @param tolerance the error that is enough, as a share of the largest attribution; 0 for no such thing
 */
public record Budget(double maxSeconds, double tolerance) {
    private static final Budget NONE = new Budget(Double.MAX_VALUE, 0);

    public Budget {
        Require.notNegative(tolerance, "tolerance");
        if (!(maxSeconds > 0)) {
            throw new IllegalArgumentException("max_seconds is " + maxSeconds + ", not positive");
        }
    }

    /** All samples are taken. */
    public static Budget none() {
        return NONE;
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** What is left of it, for what has a first step in any case. */
    public Budget since(long started) {
        return new Budget(Math.max(Double.MIN_VALUE, maxSeconds - seconds(started)), tolerance);
    }

    /** Whether no time is left. */
    public boolean isOver(long started) {
        return seconds(started) >= maxSeconds;
    }

    /** @param error not a number where none is known */
    public boolean isEnough(double error) {
        return tolerance > 0 && error <= tolerance;
    }

    /** @param started as {@link System#nanoTime} told it */
    public static double seconds(long started) {
        return (double) (System.nanoTime() - started) / TimeUnit.SECONDS.toNanos(1);
    }
}
