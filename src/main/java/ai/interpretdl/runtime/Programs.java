package ai.interpretdl.runtime;

import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Programs that were written before, by what was asked: writing one takes longer than running it where the model is small or the process
 * has just started. The least recently used is forgotten first, and all of them when memory is short.
 */
final class Programs {
    private static final int MOST = 64;
    private static final long MOST_BYTES = 1 << 20;

    /**
     * A program for a size of step.
     *
     * @param samples how many a step may take
     */
    record Sized(Program program, long samples) {}

    private final Map<Object, SoftReference<Sized>> known = new LinkedHashMap<>(16, 0.75f, true);

    /** The program of a source like this one, about the numbers of this one. */
    Optional<Sized> of(Engine.Source source) {
        return source.key()
                .map(known::get)
                .map(SoftReference::get)
                .map(sized -> new Sized(sized.program().with(source.feeds()), sized.samples()));
    }

    /**
     * Keeps a program without the numbers that the next source has of its own; not at all where it brings many others along.
     *
     * @return what was given
     */
    Sized keep(Engine.Source source, Sized sized) {
        Program program = sized.program().without(source.feeds().keySet());
        source.key()
                .filter(key -> program.bytesFed() <= MOST_BYTES)
                .ifPresent(key -> known.put(key, new SoftReference<>(new Sized(program, sized.samples()))));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
        return sized;
    }
}
