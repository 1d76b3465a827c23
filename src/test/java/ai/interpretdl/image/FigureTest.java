package ai.interpretdl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {
    private static final Picture PHOTO = Photos.of("rocket.jpg", 60, 40);

    private static Document parsed(Figure figure) throws Exception {
        byte[] svg = figure.svg().getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static List<Element> elements(Figure figure, String name) throws Exception {
        NodeList nodes = parsed(figure).getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Figure figure) throws Exception {
        return elements(figure, "text").stream().map(Element::getTextContent).toList();
    }

    private static Figure curves(Double... values) {
        return new Chart.Curves("t", "x", "y", List.of(new Chart.Curve("only", List.of(values)))).figure();
    }

    private static List<Element> thick(Figure figure, String width) throws Exception {
        return elements(figure, "polyline").stream()
                .filter(line -> line.getAttribute("stroke-width").equals(width))
                .toList();
    }

    @Test
    void textSurvivesAsText() throws Exception {
        Figure sheet =
                new ContactSheet("a <b> & \"c\"\u0001", List.of(new ContactSheet.Cell("é σ", PHOTO)), 2).figure();
        assertThat(texts(sheet)).contains("a <b> & \"c\"?", "é σ");
    }

    @Test
    void picturesAreEmbeddedWhole() throws Exception {
        Figure sheet = new ContactSheet("", List.of(new ContactSheet.Cell("", PHOTO)), 1).figure();
        String data = elements(sheet, "image").get(0).getAttribute("xlink:href");
        assertThat(Picture.read(Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1))))
                .isEqualTo(PHOTO);
    }

    @Test
    void cellsStandSideBySideAndDoNotOverlap() throws Exception {
        Picture tall = Photos.of("rocket.jpg", 30, 90);
        var cells = List.of(PHOTO, tall, PHOTO, PHOTO, tall).stream()
                .map(p -> new ContactSheet.Cell("p", p))
                .toList();
        Figure sheet = new ContactSheet("s", cells, 3).figure();
        double[][] boxes = elements(sheet, "image").stream()
                .map(image -> Arrays.stream(new String[] {"x", "y", "width", "height"})
                        .mapToDouble(name -> Double.parseDouble(image.getAttribute(name)))
                        .toArray())
                .toArray(double[][]::new);
        assertThat(boxes[0][1]).isEqualTo(boxes[2][1]);
        assertThat(boxes[3][0]).isEqualTo(boxes[0][0]);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                boolean apart = boxes[j][0] + boxes[j][2] <= boxes[i][0]
                        || boxes[i][0] + boxes[i][2] <= boxes[j][0]
                        || boxes[j][1] + boxes[j][3] <= boxes[i][1]
                        || boxes[i][1] + boxes[i][3] <= boxes[j][1];
                assertThat(apart).isTrue();
            }
            assertThat(boxes[i][0] + boxes[i][2]).isLessThan(sheet.picture().width());
            assertThat(boxes[i][1] + boxes[i][3]).isLessThan(sheet.picture().height());
        }
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        var bars = List.of(new Chart.Bar("a", 1), new Chart.Bar("b", -4), new Chart.Bar("c", 2));
        double[] lengths = elements(new Chart.Bars("t", bars).figure(), "rect").stream()
                .skip(1)
                .mapToDouble(rect -> Double.parseDouble(rect.getAttribute("width")))
                .toArray();
        assertThat(lengths[0]).isCloseTo(2 * lengths[1], within(0.1));
        assertThat(lengths[1]).isCloseTo(2 * lengths[2], within(0.1));
    }

    @Test
    void barsBeyondTwentyAreSummed() throws Exception {
        var bars = IntStream.range(0, 4096)
                .mapToObj(i -> new Chart.Bar("f" + i, 1))
                .toList();
        assertThat(texts(new Chart.Bars("t", bars).figure())).contains("4077 others", "4080");
    }

    @Test
    void higherValuesAreDrawnHigher() throws Exception {
        String[] points = thick(curves(0.1, 0.7, 0.4), "2.2")
                .get(0)
                .getAttribute("points")
                .split(" ");
        double[] y = Arrays.stream(points)
                .mapToDouble(point -> Double.parseDouble(point.split(",")[1]))
                .toArray();
        assertThat(y[0]).isGreaterThan(y[2]);
        assertThat(y[2]).isGreaterThan(y[1]);
        assertThat((y[0] - y[2]) / (y[0] - y[1])).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void aGapIsAGap() throws Exception {
        Figure broken = curves(0.0, 1.0, Double.NaN, 1.0, 0.0);
        assertThat(thick(broken, "2.2")).hasSize(2);
        assertThat(texts(broken)).contains("1 value is not finite");
        assertThat(texts(curves(0.0, 1.0))).doesNotContain("1 value is not finite");
    }

    @Test
    void numbersWithoutARangeAreDrawnAndNamed() throws Exception {
        assertThat(thick(curves(0.0, 0.0), "2.2")).hasSize(1);
        assertThat(thick(curves(Double.NaN, Double.NaN), "2.2")).isEmpty();
        assertThat(texts(new Chart.Bars("t", List.of(new Chart.Bar("a", 0))).figure()))
                .contains("all zero");
        assertThat(texts(new Chart.Bars("t", List.of(new Chart.Bar("a", Double.NaN))).figure()))
                .contains("not finite");
        assertThat(texts(new Chart.Series("t", List.of(1., 2.), List.of(0., 0.)).figure()))
                .contains("all attributions are zero");
        assertThat(new Chart.Series("t", List.of(1.), List.of(2.))
                        .figure()
                        .picture()
                        .width())
                .isEqualTo(720);
    }

    /** The band under a step has the colour of its attribution. */
    @Test
    void seriesAreColouredByAttribution() {
        Picture picture = new Chart.Series("t", List.of(0., 0., 0.), List.of(-1., 0., 1.))
                .figure()
                .picture();
        int row = 70;
        assertThat(picture.value(row, 100, 2)).isGreaterThan(picture.value(row, 100, 0));
        assertThat(picture.value(row, 384, 2)).isCloseTo(picture.value(row, 384, 0), within(2));
        assertThat(picture.value(row, 670, 0)).isGreaterThan(picture.value(row, 670, 2));
    }

    @Test
    void legendsShowTheirColours() throws Exception {
        var bar = new Legend.Bar(ColorMap.UNIFORM, "low end", "high end");
        var keys = new Legend.Keys(List.of(new Legend.Key("for it", 0x123456)));
        Figure sheet = new ContactSheet(
                        "s",
                        List.of(
                                new ContactSheet.Cell("a", "", PHOTO, bar),
                                new ContactSheet.Cell("b", "", PHOTO, keys)),
                        2)
                .figure();
        assertThat(texts(sheet)).contains("low end", "high end", "for it");
        assertThat(elements(sheet, "rect").stream().map(rect -> rect.getAttribute("fill")))
                .contains("#15183b", "#fcf678", "#123456");
    }

    @Test
    void aDrawnMapBringsItsLegendIntoTheSheet() throws Exception {
        Tensor map = Tensor.of(IntStream.range(0, 2400).mapToDouble(i -> i).toArray(), 40, 60);
        Depiction drawn = Overlay.OVERLAY_HEATMAP.depict(map, PHOTO);
        Figure sheet = new ContactSheet(
                        "s", List.of(new ContactSheet.Cell("a", PHOTO), new ContactSheet.Cell("b", drawn)), 2)
                .figure();
        assertThat(texts(sheet)).contains("0", "2400");
        assertThat(elements(sheet, "rect").stream().map(rect -> rect.getAttribute("fill")))
                .contains("#000080", "#800000");
    }

    @Test
    void theSuffixChoosesTheFormat(@TempDir Path folder) throws Exception {
        Figure figure = curves(0.0, 1.0);
        figure.write(folder.resolve("a.png"));
        figure.write(folder.resolve("a.svg"));
        assertThat(Picture.read(Files.readAllBytes(folder.resolve("a.png")))).isEqualTo(figure.picture());
        assertThat(Files.readString(folder.resolve("a.svg"))).isEqualTo(figure.svg());
    }

    @Test
    void scalingEnlarges() {
        Figure figure = curves(0.0, 1.0);
        assertThat(figure.picture(2).width()).isEqualTo(2 * figure.picture().width());
        assertThatThrownBy(() -> figure.picture(0)).hasMessageContaining("scale of 0.0");
        assertThatThrownBy(() -> figure.picture(1e6)).hasMessageContaining("scale");
    }

    @Test
    void ticksAreRoundNumbersWithinTheRange() {
        for (double high : new double[] {1e-7, 0.3, 1, 7, 12, 4321, 9e8}) {
            List<Double> ticks = Ticks.between(-high / 3, high, 5);
            assertThat(ticks).hasSizeBetween(3, 9).allMatch(tick -> tick >= -high && tick <= high * 1.001);
            assertThat(ticks).anyMatch(tick -> tick == 0);
        }
        assertThat(List.of(0.1 + 0.2, 1e-5, -2.5e7, 99.96, 0.0, 12345.0).stream()
                        .map(Ticks::label))
                .containsExactly("0.3", "1e-5", "-2.5e7", "100", "0", "12300");
    }

    @Test
    void everyPrintableCharacterHasAShapeOfItsOwn() {
        List<String> shapes = IntStream.rangeClosed('!', '~')
                .mapToObj(letter -> {
                    var bytes = Arrays.toString(drawn((char) letter).rgb());
                    assertThat(bytes).isNotEqualTo(Arrays.toString(drawn(' ').rgb()));
                    return bytes;
                })
                .toList();
        assertThat(shapes).doesNotHaveDuplicates();
        assertThat(drawn('é')).isEqualTo(drawn('e'));
        assertThat(drawn('犬')).isEqualTo(drawn('?'));
    }

    private static Picture drawn(char letter) {
        RasterCanvas canvas = new RasterCanvas(24, 30, 1);
        canvas.text(String.valueOf(letter), 4, 22, Lettering.TITLE, Canvas.Anchor.START);
        return canvas.finish();
    }

    @Test
    void longTextsAreCut() {
        String cut = Lettering.TEXT.fit("a very long title indeed", 60);
        assertThat(cut).startsWith("a ").endsWith("…");
        assertThat(Lettering.TEXT.width(cut)).isLessThanOrEqualTo(60);
        assertThat(Lettering.TEXT.fit("short", 60)).isEqualTo("short");
    }

    @Test
    void emptyChartsAreRefused() {
        assertThatThrownBy(() -> new Chart.Bars("t", List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Chart.Curve("c", List.of(1.))).hasMessageContaining("takes two");
        assertThatThrownBy(() -> new Chart.Series("t", List.of(1.), List.of()))
                .hasMessageContaining("as many attributions");
        assertThatThrownBy(() -> new ContactSheet("t", List.of(), 0)).hasMessageContaining("a column and a picture");
    }
}
