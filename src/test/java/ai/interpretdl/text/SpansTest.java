package ai.interpretdl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpansTest {
    private static final List<Tokenizer> TOKENIZERS = Texts.tokenizers().toList();

    static Stream<String> texts() {
        return Texts.AWKWARD.stream();
    }

    /** The text by every tokenizer, whole, and cut in a pair with itself. */
    private static List<Encoding> encodings(String text) {
        return TOKENIZERS.stream()
                .flatMap(tokenizer -> Stream.of(tokenizer.encode(text, 1000), tokenizer.encode(text, text, 25)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTokenOfTextIsInOneSpan(String text) {
        encodings(text)
                .forEach(encoding -> Stream.of(Granularity.values())
                        .forEach(granularity -> everyTokenOfTextIsInOneSpan(encoding, granularity)));
    }

    private static void everyTokenOfTextIsInOneSpan(Encoding encoding, Granularity granularity) {
        Spans spans = Spans.of(encoding, granularity);
        assertThat(spans.spans().stream()
                        .flatMap(span -> span.tokens().stream())
                        .sorted())
                .isEqualTo(encoding.content());
        long[] segments = spans.segments().longs();
        for (int i = 0; i < segments.length; i++) {
            assertThat(segments[i] >= 0).isEqualTo(encoding.tokens().get(i).isContent());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void wordsAndSentencesCoverTheTextOfTheirTokens(String text) {
        encodings(text)
                .forEach(encoding -> Stream.of(Granularity.values())
                        .forEach(granularity -> wordsAndSentencesCoverTheTextOfTheirTokens(encoding, granularity)));
    }

    private static void wordsAndSentencesCoverTheTextOfTheirTokens(Encoding encoding, Granularity granularity) {
        if (granularity == Granularity.TOKEN) {
            return;
        }
        Span before = new Span(0, 0, 0, List.of());
        for (Span span : Spans.of(encoding, granularity).spans()) {
            assertThat(span.passage() > before.passage() || span.start() >= before.end())
                    .isTrue();
            String text = span.text(encoding);
            assertThat(text)
                    .satisfiesAnyOf(
                            word -> assertThat(word).isBlank(),
                            word -> assertThat(word).isEqualTo(word.strip()));
            for (int token : span.tokens()) {
                Place place = encoding.tokens().get(token).place();
                String piece = encoding.passages().get(span.passage()).text().substring(place.start(), place.end());
                assertThat(text).contains(piece.strip());
            }
            before = span;
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingIsLostInSumming(String text) {
        encodings(text)
                .forEach(encoding -> Stream.of(Granularity.values())
                        .forEach(granularity -> nothingIsLostInSumming(encoding, granularity)));
    }

    private static void nothingIsLostInSumming(Encoding encoding, Granularity granularity) {
        double[] attributions = new Random(1).doubles(encoding.length(), -1, 1).toArray();
        Spans spans = Spans.of(encoding, granularity);
        double total = Stream.of(spans.sum(attributions), new double[] {spans.rest(attributions)})
                .flatMapToDouble(Arrays::stream)
                .sum();
        assertThat(total).isCloseTo(Arrays.stream(attributions).sum(), within(1e-9)); // order of summing
    }

    @Test
    void wordsWithBlanksBetweenThemReadTheSame() {
        HuggingFaceTokenizer tokenizer = Texts.miniLm();
        for (String text : Texts.AWKWARD) {
            if (!text.contains("[SEP]")) {
                Encoding encoding = tokenizer.encode(text, 1000);
                String words = Spans.of(encoding, Granularity.WORD).spans().stream()
                        .map(span -> span.text(encoding))
                        .collect(Collectors.joining(" "));
                assertThat(tokenizer.encode(words, 1000).ids()).isEqualTo(encoding.ids());
            }
        }
    }

    @Test
    void betweenTheWordsIsNothingVisible() {
        for (String text : Texts.AWKWARD) {
            StringBuilder gaps = new StringBuilder(text);
            Encoding encoding =
                    VocabularyTokenizer.characters(Texts.fineFoods()).encode(text, 1000);
            for (Span span : Spans.of(encoding, Granularity.WORD).spans()) {
                gaps.replace(span.start(), span.end(), " ".repeat(span.end() - span.start()));
            }
            assertThat(gaps.toString()).isBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("wordCases")
    void cutsWordsAsReadersDo(String text, String expected) {
        List<String> words = new ArrayList<>();
        Words.words(text).forEach(range -> words.add(text.substring(range.start(), range.end())));
        assertThat(String.join("|", words)).isEqualTo(expected);
    }

    static Stream<Arguments> wordCases() {
        return Stream.of(
                Arguments.of("I don't pay 3,000.50, ok", "I|don't|pay|3,000.50|,|ok"),
                Arguments.of("great.Works 'quoted'", "great|.|Works|'|quoted|'"),
                Arguments.of("你好，世界", "你|好|，|世|界"),
                Arguments.of("用iPhone拍", "用|iPhone|拍"),
                Arguments.of("👩‍👩‍👧ok👍🏽🇩🇪🇫🇷", "👩‍👩‍👧|ok|👍🏽|🇩🇪|🇫🇷"),
                Arguments.of("cafe\u0301!", "cafe\u0301|!"),
                Arguments.of("می‌خواهم بروم", "می‌خواهم|بروم"));
    }

    @ParameterizedTest
    @MethodSource("sentenceCases")
    void cutsSentencesInManyScripts(String text, String expected) {
        List<String> sentences = new ArrayList<>();
        Words.sentences(text).forEach(range -> sentences.add(text.substring(range.start(), range.end())));
        assertThat(String.join("|", sentences)).isEqualTo(expected);
    }

    static Stream<Arguments> sentenceCases() {
        return Stream.of(
                Arguments.of("It was bad. Why? \"No.\" It cost 3.50!", "It was bad.|Why?|\"No.\"|It cost 3.50!"),
                Arguments.of("你好。世界！好", "你好。|世界！|好"),
                Arguments.of("مرحبا. كيف حالك؟ بخير", "مرحبا.|كيف حالك؟|بخير"),
                Arguments.of("यह अच्छा है। वह नहीं।", "यह अच्छा है।|वह नहीं।"),
                Arguments.of("a list\n  of lines\r\n\nhere", "a list|of lines|here"));
    }

    @Test
    void aWordOfSeveralPiecesIsOneFeature() {
        Encoding encoding = Texts.miniLm().encode("An unaffable man", 128);
        Spans words = Spans.of(encoding, Granularity.WORD);
        assertThat(words.spans()).extracting(span -> span.text(encoding)).containsExactly("An", "unaffable", "man");
        assertThat(words.segments().longs()).containsExactly(-1, 0, 1, 1, 1, 2, -1);
        assertThat(words.sum(new double[] {9, 1, 2, 3, 4, 5, 9})).containsExactly(1, 9, 5);
        assertThat(words.rest(new double[] {9, 1, 2, 3, 4, 5, 9})).isEqualTo(18);
    }

    @Test
    void aWordCutInTheMiddleEndsWhereReadingEnded() {
        Encoding encoding = Texts.miniLm().encode("An unaffable man", 4);
        assertThat(Spans.of(encoding, Granularity.WORD).spans())
                .extracting(span -> span.text(encoding))
                .containsExactly("An", "una");
    }

    @Test
    void saysWhenAttributionsDoNotFit() {
        Spans spans = Spans.of(Texts.miniLm().encode("one two", 128), Granularity.WORD);
        assertThatThrownBy(() -> spans.sum(new double[2])).hasMessageContaining("2 attributions for 4 tokens");
    }
}
