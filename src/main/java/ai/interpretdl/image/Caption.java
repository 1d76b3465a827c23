package ai.interpretdl.image;

import ai.interpretdl.image.Canvas.Anchor;

/** A line of text across the foot of a picture. */
final class Caption {
    private static final double LARGEST = 14;

    private Caption() {}

    static Picture on(Picture picture, String text) {
        double room = picture.width() * 0.92;
        double size = Math.min(LARGEST, LARGEST * room / StrokeFont.width(text, LARGEST));
        RasterCanvas canvas = new RasterCanvas(picture);
        canvas.fill(0, picture.height() - 1.8 * size, picture.width(), 1.8 * size, Palette.INK, 0.8);
        Lettering letters = new Lettering(size, true, Palette.PAPER);
        canvas.text(text, picture.width() / 2.0, picture.height() - 0.55 * size, letters, Anchor.MIDDLE);
        return canvas.finish();
    }
}
