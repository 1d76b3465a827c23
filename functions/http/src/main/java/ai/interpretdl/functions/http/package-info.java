/** Binds functions to HTTP and CloudEvents: Funqy does the routing, this package what happens before and after it. */
@NullMarked
package ai.interpretdl.functions.http;

import org.jspecify.annotations.NullMarked;
