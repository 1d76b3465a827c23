/**
 * Text as a model sees it, and attributions as a reader sees them.
 *
 * <p>A tokenizer turns text into ids and remembers where in the original text each token came from. Everything that goes back, words,
 * sentences, coloured text, goes by these offsets and never by the look of a token, so it holds for every kind of tokenizer and every
 * script. Offsets count UTF-16 units, as {@link String} does. Special tokens and padding are marked as such and are never part of a
 * feature.
 */
@NullMarked
package ai.interpretdl.text;

import org.jspecify.annotations.NullMarked;
