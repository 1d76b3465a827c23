package ai.interpretdl.bench;

import ai.interpretdl.image.Felzenszwalb;
import ai.interpretdl.image.Fit;
import ai.interpretdl.image.Grid;
import ai.interpretdl.image.Picture;
import ai.interpretdl.image.Quickshift;
import ai.interpretdl.image.Segmentation;
import ai.interpretdl.image.Slic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long superpixels of a picture of 224 x 224 pixels take: one line a method, as a row of a Markdown table, median and least of the runs.
 *
 * <p>Arguments: pictures; each is resized.
 */
public final class SuperpixelTimes {
    private static final int SIDE = 224;
    private static final int WARM = 20;
    private static final int RUNS = 31;

    private SuperpixelTimes() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("| picture | method | superpixels | median ms | least ms |");
        for (String file : arguments) {
            Picture picture = new Fit.Exact(SIDE, SIDE).apply(Picture.read(Files.readAllBytes(Path.of(file))));
            methods()
                    .forEach((name, method) -> System.out.println(
                            "| " + Path.of(file).getFileName() + " | " + name + " | " + row(method, picture) + " |"));
        }
    }

    private static Map<String, Segmentation> methods() {
        Map<String, Segmentation> methods = new LinkedHashMap<>();
        methods.put("quickshift", Quickshift.LIME);
        methods.put("slic", Slic.DEFAULT);
        methods.put("felzenszwalb", Felzenszwalb.DEFAULT);
        methods.put("grid", new Grid(8, 8));
        return methods;
    }

    private static String row(Segmentation method, Picture picture) {
        long superpixels = 0;
        for (int i = 0; i < WARM; i++) {
            superpixels =
                    1 + Arrays.stream(method.segments(picture).longs()).max().orElse(0);
        }
        double[] times = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long started = System.nanoTime();
            method.segments(picture);
            times[i] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(times);
        return String.format(Locale.ROOT, "%d | %.0f | %.0f", superpixels, times[RUNS / 2], times[0]);
    }
}
