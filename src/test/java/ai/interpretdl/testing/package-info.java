/** What several tests share: networks exported by real frameworks, with derivatives to compare against. */
@NullMarked
package ai.interpretdl.testing;

import org.jspecify.annotations.NullMarked;
