package ai.interpretdl.evaluate;

/** How the attributions of one place, such as the colours of a pixel, are joined into the number by which places are ordered. */
public enum Channels {
    /** Added up: what speaks against the target comes last. */
    SUM {
        @Override
        double of(double attribution) {
            return attribution;
        }
    },
    /** Their sizes added up, as in InterpretDL. */
    ABSOLUTE {
        @Override
        double of(double attribution) {
            return Math.abs(attribution);
        }
    };

    abstract double of(double attribution);
}
