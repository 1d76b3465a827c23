package ai.interpretdl.image;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws pixels. Shapes and images only: no font of Java's is ever asked for. */
final class RasterCanvas implements Canvas {
    private final BufferedImage image;
    private final Graphics2D graphics;

    /** White paper, on which a unit takes {@code scale} pixels. */
    RasterCanvas(double width, double height, double scale) {
        this(new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB));
        fill(0, 0, image.getWidth(), image.getHeight(), Palette.PAPER, 1);
        graphics.scale(scale, scale);
    }

    /** Draws over a copy of a picture. */
    RasterCanvas(Picture picture) {
        this(picture.toBufferedImage());
    }

    private RasterCanvas(BufferedImage image) {
        this.image = image;
        this.graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    /** What has been drawn. Nothing can be added afterwards. */
    Picture finish() {
        graphics.dispose();
        return Picture.of(image);
    }

    @Override
    public void fill(double x, double y, double width, double height, int colour, double opacity) {
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        graphics.setColor(new Color(colour));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    @Override
    public void line(double[] points, double thickness, int colour) {
        stroke(path(points), (float) thickness, colour);
    }

    private static Path2D path(double[] points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        return path;
    }

    private void stroke(Shape shape, float thickness, int colour) {
        graphics.setColor(new Color(colour));
        graphics.setStroke(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    @Override
    public void text(String text, double x, double y, Lettering letters, Anchor anchor) {
        double left = x - letters.width(text) * anchor.before;
        stroke(
                StrokeFont.shape(text, left, y, letters.size()),
                StrokeFont.thickness(letters.size(), letters.bold()),
                letters.colour());
    }

    @Override
    public void upwards(String text, double x, double y, Lettering letters) {
        AffineTransform upright = graphics.getTransform();
        graphics.rotate(-Math.PI / 2, x, y);
        text(text, x, y, letters, Anchor.MIDDLE);
        graphics.setTransform(upright);
    }

    @Override
    public void picture(Picture picture, double x, double y, double width, double height) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / picture.width(), height / picture.height());
        graphics.drawImage(picture.toBufferedImage(), place, null);
    }
}
