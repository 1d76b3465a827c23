package ai.interpretdl.image;

/** One step by which a picture comes to the size that a model wants. */
public sealed interface Fit {
    /**
     * The picture after the step.
     *
     * @throws IllegalArgumentException when the step is impossible for a picture of this size
     */
    Picture apply(Picture picture);

    /**
     * Resizes to exactly this size, whatever that does to the proportions.
     *
     * @param width pixels in a row
     * @param height rows
     */
    record Exact(int width, int height) implements Fit {
        public Exact {
            requirePixels(width, height);
        }

        @Override
        public Picture apply(Picture picture) {
            return Bilinear.resize(picture, width, height);
        }
    }

    /**
     * Resizes so that the shorter side gets this length; the longer one follows, rounded half to even.
     *
     * @param length pixels
     */
    record ShorterSide(int length) implements Fit {
        public ShorterSide {
            requirePixels(length, length);
        }

        @Override
        public Picture apply(Picture picture) {
            double factor = (double) length / Math.min(picture.width(), picture.height());
            int width = Math.max(1, (int) Math.rint(picture.width() * factor));
            int height = Math.max(1, (int) Math.rint(picture.height() * factor));
            return Bilinear.resize(picture, width, height);
        }
    }

    /**
     * Cuts out the middle; of an odd margin the smaller half lies left and above.
     *
     * @param width pixels in a row
     * @param height rows
     */
    record CentreCrop(int width, int height) implements Fit {
        public CentreCrop {
            requirePixels(width, height);
        }

        @Override
        public Picture apply(Picture picture) {
            if (width > picture.width() || height > picture.height()) {
                throw new IllegalArgumentException(
                        "a crop of " + width + "x" + height + " does not fit into a " + picture + "; resize it first");
            }
            int left = (picture.width() - width) / 2;
            int top = (picture.height() - height) / 2;
            byte[] rgb = new byte[3 * width * height];
            for (int row = 0; row < height; row++) {
                int from = 3 * ((top + row) * picture.width() + left);
                System.arraycopy(picture.pixels(), from, rgb, 3 * row * width, 3 * width);
            }
            return Picture.owning(width, height, rgb);
        }
    }

    private static void requirePixels(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(width + "x" + height + " pixels make no picture");
        }
    }
}
