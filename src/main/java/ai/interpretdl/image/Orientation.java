package ai.interpretdl.image;

/** The eight ways a camera may lie, by EXIF's numbers. */
final class Orientation {
    private Orientation() {}

    /** The picture turned and mirrored so that it stands upright. */
    static Picture upright(Picture stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        int width = orientation < 5 ? stored.width() : stored.height();
        int height = orientation < 5 ? stored.height() : stored.width();
        byte[] from = stored.pixels();
        byte[] rgb = new byte[from.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int source = 3 * source(stored, orientation, row, column);
                System.arraycopy(from, source, rgb, 3 * (row * width + column), 3);
            }
        }
        return Picture.owning(width, height, rgb);
    }

    /** Which stored pixel belongs at an upright row and column. */
    private static int source(Picture stored, int orientation, int row, int column) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        return switch (orientation) {
            case 2 -> at(stored, row, right - column);
            case 3 -> at(stored, bottom - row, right - column);
            case 4 -> at(stored, bottom - row, column);
            case 5 -> at(stored, column, row);
            case 6 -> at(stored, bottom - column, row);
            case 7 -> at(stored, bottom - column, right - row);
            case 8 -> at(stored, column, right - row);
            default -> at(stored, row, column);
        };
    }

    private static int at(Picture stored, int row, int column) {
        return row * stored.width() + column;
    }
}
