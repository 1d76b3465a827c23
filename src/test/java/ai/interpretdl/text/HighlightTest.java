package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class HighlightTest {
    private static final HuggingFaceTokenizer MINI_LM = Texts.miniLm();
    private static final Caption CAPTION = new Caption("<b>0</b>", "positive", 0.981, "negative & bad");

    private static final List<Tokenizer> TOKENIZERS = List.of(MINI_LM, Texts.byteLevel());

    static Stream<String> texts() {
        return Texts.AWKWARD.stream();
    }

    /** The text by two tokenizers, whole and cut, in features of every size. */
    private static List<Highlight> highlights(String text) {
        return TOKENIZERS.stream()
                .flatMap(tokenizer -> Stream.of(tokenizer.encode(text, 1000), tokenizer.encode(text, 5)))
                .flatMap(encoding -> Stream.of(Granularity.values()).map(granularity -> random(encoding, granularity)))
                .toList();
    }

    private static Highlight random(Encoding encoding, Granularity granularity) {
        Spans spans = Spans.of(encoding, granularity);
        double[] importances = new Random(1).doubles(spans.size(), -1, 1).toArray();
        return Highlight.of(spans, importances, CAPTION);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void runsAreTheWholeTextAndNoMore(String sample) {
        for (Highlight highlight : highlights(sample)) {
            String text = highlight.passages().get(0).text();
            String joined = highlight.runs(0).stream()
                    .map(run -> text.substring(run.range().start(), run.range().end()))
                    .collect(Collectors.joining());
            assertThat(joined).isEqualTo(text);
            double shown = highlight.runs(0).stream()
                    .mapToDouble(run -> run.importance().orElse(0))
                    .sum();
            assertThat(shown)
                    .isCloseTo(
                            highlight.marks().stream()
                                    .mapToDouble(Highlight.Mark::importance)
                                    .sum(),
                            within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void htmlSaysWhatTheTextSays(String sample) throws Exception {
        for (Highlight highlight : highlights(sample)) {
            Document page = parse(HighlightTable.of(highlight).html());
            String text = highlight.passages().get(0).text();
            Element shown = elements(page, "div").stream()
                    .filter(div -> div.hasAttribute("dir"))
                    .findFirst()
                    .orElseThrow();
            assertThat(shown.getTextContent()).isEqualTo(Markup.printable(text).replace("\r\n", "\n"));
            assertThat(elements(page, "script")).isEmpty();
            assertThat(elements(page, "bdi"))
                    .extracting(Element::getTextContent)
                    .containsExactly("<b>0</b>", "positive (0.98)", "negative & bad");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void svgShowsEveryVisibleCharacterOnce(String sample) throws Exception {
        for (Highlight highlight : highlights(sample)) {
            Document drawing = parse(HighlightTable.of(highlight).svg());
            String frame = String.join("", HighlightTable.HEADER) + "Legend:NegativeNeutralPositive" + CAPTION.truth()
                    + CAPTION.prediction() + CAPTION.targetLabel() + highlight.omission();
            String drawn = elements(drawing, "text").stream()
                    .map(Element::getTextContent)
                    .collect(Collectors.joining());
            String text = highlight.passages().get(0).text();
            assertThat(sorted(drawn)).isEqualTo(sorted(frame + Markup.printable(Markup.withoutDirections(text))));
        }
    }

    private static String sorted(String text) {
        return text.codePoints()
                .filter(character -> !Character.isWhitespace(character) && !Character.isSpaceChar(character))
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void wordsOfAPictureStandBesideEachOther(String sample) {
        for (Highlight highlight : highlights(sample)) {
            Picture picture = TablePicture.of(List.of(highlight), Metrics.ESTIMATED, "");
            List<Picture.Word> words = picture.shapes().stream()
                    .filter(Picture.Word.class::isInstance)
                    .map(Picture.Word.class::cast)
                    .sorted(Comparator.comparingDouble(Picture.Word::y).thenComparingDouble(Picture.Word::x))
                    .toList();
            for (int i = 1; i < words.size(); i++) {
                Picture.Word before = words.get(i - 1);
                Picture.Word word = words.get(i);
                assertThat(word.y() > before.y() || word.x() >= before.x() + before.width() - 1e-9)
                        .isTrue(); // rounding
            }
            for (Picture.Shape shape : picture.shapes()) {
                if (shape instanceof Picture.Box box) {
                    assertThat(box.x()).isNotNegative();
                    assertThat(box.x() + box.width()).isLessThanOrEqualTo(picture.width() + 1e-9);
                    assertThat(box.y() + box.height()).isLessThanOrEqualTo(picture.height());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void terminalsGetColoursAndNoOtherCommands(String sample) {
        for (Highlight highlight : highlights(sample)) {
            String output = HighlightTable.of(highlight).ansi();
            String plain = output.replaceAll("\u001b\\[[0-9;]*m", "");
            assertThat(plain.codePoints().filter(Character::isISOControl).filter(c -> c != '\n'))
                    .isEmpty();
            assertThat(plain.lines()).hasSize(3);
            String text = Markup.withoutDirections(
                    Markup.printable(highlight.passages().get(0).text()));
            assertThat(plain).contains(text.replaceAll("[\\r\\n\\t]", " "));
        }
    }

    @Test
    void pngHasTheColoursOfTheWordsOrSaysWhatIsMissing() throws IOException {
        Spans spans = Spans.of(MINI_LM.encode("good bad", 128), Granularity.WORD);
        HighlightTable table = HighlightTable.of(Highlight.of(spans, new double[] {0.5, -0.5}, CAPTION));
        byte[] png;
        try {
            png = table.png();
        } catch (IllegalStateException noFonts) {
            assertThat(noFonts).hasMessageContaining("install libfreetype, fontconfig and a font");
            return;
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        Set<Integer> colours = new HashSet<>();
        IntStream.range(0, image.getWidth() * image.getHeight())
                .forEach(i -> colours.add(image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff));
        assertThat(colours).contains(WordColor.of(0.5).rgb(), WordColor.of(-0.5).rgb(), 0xffffff, 0);
        assertThat(image.getWidth()).isEqualTo(1920);
    }

    /** The table of InterpretDL's visualiser. */
    @ParameterizedTest
    @CsvSource({
        "1,120,50",
        "0.5,120,75",
        "0.1,120,95",
        "0,0,100",
        "-0.1,0,96",
        "-0.5,0,80",
        "-1,0,60",
        "7,120,50",
        "-7,0,60"
    })
    void coloursByImportance(double importance, int hue, int lightness) {
        assertThat(WordColor.of(importance)).isEqualTo(new WordColor(hue, lightness));
    }

    /** Back from red, green and blue to lightness and saturation, by their definition. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.7, 0.31, 0.02, -0.02, -0.4, -1})
    void bothFormsOfAColourAreTheSame(double importance) {
        WordColor color = WordColor.of(importance);
        int rgb = color.rgb();
        double[] levels = {(rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0};
        double most = Arrays.stream(levels).max().orElseThrow();
        double least = Arrays.stream(levels).min().orElseThrow();
        double rounding = 0.5 / 255;
        assertThat((most + least) / 2).isCloseTo(color.lightness() / 100.0, within(rounding));
        assertThat(most - least).isCloseTo(0.75 * (1 - Math.abs(most + least - 1)), within(4 * rounding));
        assertThat(levels[importance > 0 ? 1 : 0]).isEqualTo(most);
        assertThat(color.css()).isEqualTo("hsl(" + color.hue() + ",75%," + color.lightness() + "%)");
    }

    @Test
    void everyTextHasItsDirection() throws Exception {
        List<String> texts = List.of("left", "مرحبا بالعالم", "שלום world", "world שלום", "你好", "123 مرحبا");
        HighlightTable table = new HighlightTable(texts.stream()
                .map(text -> random(MINI_LM.encode(text, 128), Granularity.WORD))
                .toList());
        assertThat(elements(parse(table.html()), "div").stream().map(div -> div.getAttribute("dir")))
                .containsSubsequence("ltr", "rtl", "rtl", "ltr", "ltr", "rtl");
    }

    /** Right to left: the first word stands rightmost, a Latin phrase within keeps its order, a bracket its partner. */
    @Test
    void picturesFollowTheBidirectionalAlgorithm() {
        Highlight highlight = random(MINI_LM.encode("مرحبا New York بالعالم", 128), Granularity.WORD);
        List<String> visual = TablePicture.of(List.of(highlight), Metrics.ESTIMATED, "").shapes().stream()
                .filter(shape -> shape instanceof Picture.Word word
                        && word.x() > 400
                        && !word.look().bold())
                .map(Picture.Word.class::cast)
                .sorted(Comparator.comparingDouble(Picture.Word::x))
                .map(Picture.Word::text)
                .toList();
        assertThat(visual).containsExactly("بالعالم", "New", "York", "مرحبا");
    }

    @Test
    void saysWhatWasNotRead() {
        Highlight cut = random(MINI_LM.encode("one two three four", 4), Granularity.WORD);
        String note = "2 tokens (11 characters) did not fit and were not read";
        assertThat(HighlightTable.of(cut).html())
                .contains(note)
                .contains("title=\"not read by the model\"> three four</span>");
        assertThat(HighlightTable.of(cut).ansi()).contains(note);
        Highlight whole = random(MINI_LM.encode("one two", 4), Granularity.WORD);
        assertThat(HighlightTable.of(whole).html()).doesNotContain("not read");
    }

    @Test
    void bothTextsOfAPairAreShown() throws Exception {
        Highlight pair = random(MINI_LM.encode("A man eats.", "مرحبا", 128), Granularity.WORD);
        List<String> texts = new ArrayList<>();
        elements(parse(HighlightTable.of(pair).html()), "div").stream()
                .filter(div -> div.hasAttribute("dir"))
                .forEach(div -> texts.add(div.getAttribute("dir") + " " + div.getTextContent()));
        assertThat(texts).containsExactly("ltr A man eats.", "rtl مرحبا");
    }

    @Test
    void tokensOfOneCharacterShowTheirSum() {
        Spans spans = Spans.of(Texts.byteLevel().encode("a😀", 10), Granularity.TOKEN);
        Highlight highlight = Highlight.of(spans, new double[] {0.5, 0.25, 0.25, 0.25, -0.5}, CAPTION);
        assertThat(highlight.marks())
                .containsExactly(new Highlight.Mark(0, 0, 1, 0.5), new Highlight.Mark(0, 1, 3, 0.25));
    }

    @Test
    void scalesAsTheTutorialsDo() {
        double[] attributions = new Random(3).doubles(50, -1e-30, 1e-30).toArray();
        double[] normal = ImportanceScale.L2.apply(attributions);
        assertThat(Arrays.stream(normal).map(i -> i * i).sum()).isCloseTo(1, within(1e-12));
        assertThat(normal[7] / normal[9]).isCloseTo(attributions[7] / attributions[9], within(1e-12));
        assertThat(Arrays.stream(ImportanceScale.GREATEST.apply(attributions))
                        .map(Math::abs)
                        .max())
                .hasValue(1);
        assertThat(ImportanceScale.RAW.apply(attributions)).isEqualTo(attributions);
        assertThat(ImportanceScale.L2.apply(new double[3])).containsExactly(0, 0, 0);
        assertThat(ImportanceScale.flipped(new double[] {1, -2})).containsExactly(-1, 2);
        assertThatThrownBy(() -> ImportanceScale.L2.apply(new double[] {Double.NaN}))
                .hasMessageContaining("is NaN");
    }

    @Test
    void saysWhatDoesNotFit() {
        Spans spans = Spans.of(MINI_LM.encode("one two", 128), Granularity.WORD);
        assertThatThrownBy(() -> Highlight.of(spans, new double[1], CAPTION))
                .hasMessageContaining("1 importances for 2");
        assertThatThrownBy(() -> Highlight.of(spans, new double[] {1, Double.NaN}, CAPTION))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Caption.of("a", 1.5, "b")).hasMessageContaining("not between 0 and 1");
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** Fragments are well-formed XML too, which is a stricter judge than a browser. */
    private static Document parse(String markup) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
    }
}
