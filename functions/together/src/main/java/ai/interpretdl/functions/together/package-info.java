/** The function {@code together}: several algorithms about one input, which share what they can. */
@NullMarked
package ai.interpretdl.functions.together;

import org.jspecify.annotations.NullMarked;
