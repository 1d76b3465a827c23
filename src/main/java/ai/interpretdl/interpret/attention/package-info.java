/**
 * Algorithms that explain by how tokens attend to each other.
 *
 * <p>Attention is found in the graph by its structure; what has towers, as a model of pictures and texts, is explained tower by tower.
 * Each algorithm is written for one tower of one row and answers a number for each token.
 */
@NullMarked
package ai.interpretdl.interpret.attention;

import org.jspecify.annotations.NullMarked;
