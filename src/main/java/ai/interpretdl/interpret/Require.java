package ai.interpretdl.interpret;

/** Checks of parameters at the edge. Messages name the parameter. */
public final class Require {
    private Require() {}

    public static int positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", not positive");
        }
        return value;
    }

    public static double positive(double value, String name) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a positive number");
        }
        return value;
    }

    public static double notNegative(double value, String name) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a number from 0 on");
        }
        return value;
    }

    public static double from1(double value, String name) {
        if (!(value >= 1) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a number from 1 on");
        }
        return value;
    }

    public static double share(double value, String name) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", not between 0 and 1");
        }
        return value;
    }
}
