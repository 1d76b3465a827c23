package ai.interpretdl.bench;

import ai.interpretdl.image.Depiction;
import ai.interpretdl.image.Picture;

/** Enlarges small pictures, each pixel as a square. */
final class Squares {
    private Squares() {}

    static Depiction of(Depiction drawn, int times) {
        return new Depiction(of(drawn.picture(), times), drawn.legend());
    }

    static Picture of(Picture picture, int times) {
        int width = picture.width() * times;
        int height = picture.height() * times;
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i++) {
            int row = i / 3 / width / times;
            int column = i / 3 % width / times;
            rgb[i] = (byte) picture.value(row, column, i % 3);
        }
        return Picture.of(width, height, rgb);
    }
}
