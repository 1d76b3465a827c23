/** What holds for the whole house: its layers, and the script that builds it. */
@NullMarked
package ai.interpretdl;

import org.jspecify.annotations.NullMarked;
