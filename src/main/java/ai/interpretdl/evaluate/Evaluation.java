package ai.interpretdl.evaluate;

/** A measure of explanations with its parameters: a record. */
public interface Evaluation {
    /** Which way is better. */
    enum Better {
        HIGHER,
        LOWER,
        /** The number describes and does not rank. */
        NEITHER
    }

    /** The name under which it is published, for instance {@code deletion}; also that of its first number. */
    String name();

    /** Which way its first number is better. */
    Better better();

    /**
     * Measures an explanation, each of its rows on its own.
     *
     * @throws IllegalArgumentException when the measure does not fit the explanation or the model
     */
    Evaluated evaluate(Claim claim);
}
