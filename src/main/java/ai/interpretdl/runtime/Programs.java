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

    private final Map<Object, SoftReference<Program.Sized>> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Optional<ProgramStore> store;

    /** @param store where programs outlive the process, if they do */
    Programs(Optional<ProgramStore> store) {
        this.store = store;
    }

    /** The program of a source like this one, about the numbers of this one. */
    Optional<Program.Sized> of(Engine.Source source) {
        return source.key()
                .map(known::get)
                .map(SoftReference::get)
                .or(() -> stored(source))
                .map(sized -> new Program.Sized(sized.program().with(source), sized.samples()));
    }

    private Optional<Program.Sized> stored(Engine.Source source) {
        Optional<Program.Sized> found = store.flatMap(s -> s.find(source));
        found.ifPresent(sized -> remember(source, sized));
        return found;
    }

    /**
     * Keeps a program without the numbers that the next source has of its own; not at all where it brings many others along.
     *
     * @return what was given
     */
    Program.Sized keep(Engine.Source source, Program.Sized sized) {
        Program program = sized.program().without(source);
        if (program.bytesFed() <= MOST_BYTES) {
            Program.Sized bare = new Program.Sized(program, sized.samples());
            remember(source, bare);
            store.ifPresent(s -> s.keep(source, bare));
        }
        return sized;
    }

    private void remember(Engine.Source source, Program.Sized sized) {
        source.key().ifPresent(key -> known.put(key, new SoftReference<>(sized)));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
