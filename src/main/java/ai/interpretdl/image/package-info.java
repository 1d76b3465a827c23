/**
 * Pictures: decoding them, preparing them for a model, cutting them into superpixels, and drawing what an explanation found.
 *
 * <p>A {@link ai.interpretdl.image.Picture} is always 8-bit RGB, upright and bounded in size, whatever the file was; everything else
 * starts from it. The arithmetic follows what trained the models (OpenCV's resizing, scikit-image's quickshift) to the last bit,
 * because an explanation of another picture than the one the model saw explains nothing.
 *
 * <p>Text is drawn with a stroke font of our own, so that a container without any installed font renders the same bytes.
 */
@NullMarked
package ai.interpretdl.image;

import org.jspecify.annotations.NullMarked;
