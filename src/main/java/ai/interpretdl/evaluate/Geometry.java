package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Shape;

/**
 * Where the places of one input lie: the pixels of an image, the tokens of a text, the elements of anything else.
 *
 * @param own a row of the input, of an embedding its tokens
 * @param tokens whether it is an embedding
 */
record Geometry(Shape own, boolean tokens) {
    private static final int MOST_CHANNELS = 4;

    /** The axis of the colours; -1 without. */
    int channelAxis() {
        if (tokens || own.rank() != 3) {
            return -1;
        }
        return own.dim(0) <= MOST_CHANNELS ? 0 : own.dim(2) <= MOST_CHANNELS ? 2 : -1;
    }

    int channels() {
        return channelAxis() < 0 ? 1 : (int) own.dim(channelAxis());
    }

    /** The shape of one number a place, which lies over a row. */
    Shape shape() {
        return channelAxis() < 0 ? own : own.with(channelAxis(), 1);
    }

    int places() {
        return Math.toIntExact(shape().size());
    }

    int elements() {
        return Math.toIntExact(own.size());
    }

    /** The place of an element. */
    int place(int element) {
        return switch (channelAxis()) {
            case 0 -> element % places();
            case 2 -> element / channels();
            default -> element;
        };
    }

    /** The element of a place. */
    int element(int channel, int place) {
        return channelAxis() == 2 ? place * channels() + channel : channel * places() + place;
    }

    boolean isImage() {
        return !tokens && (channelAxis() >= 0 || own.rank() == 2);
    }

    int height() {
        return (int) (channelAxis() == 0 ? own.dim(1) : own.dim(0));
    }

    int width() {
        return (int) (channelAxis() == 0 ? own.dim(2) : own.dim(1));
    }
}
