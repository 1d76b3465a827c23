package ai.interpretdl.functions.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The {@code .onnx} files of some folders, opened when they are asked for and kept open while there is room. A file that is added,
 * replaced or removed while the process runs is noticed when it is next asked for.
 *
 * @param <T> an opened file
 */
final class Shelf<T extends AutoCloseable> implements AutoCloseable {
    private static final String SUFFIX = ".onnx";

    private final List<Path> folders;
    private final int most;
    private final Function<Path, T> opener;
    private final Map<String, Copy<T>> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, String> failures = new TreeMap<>();

    /**
     * @param folders the first that has a name wins
     * @param most how many files stay open that nobody uses
     */
    Shelf(List<Path> folders, int most, Function<Path, T> opener) {
        this.folders = List.copyOf(folders);
        this.most = most;
        this.opener = opener;
    }

    /** What tells whether a file, or the card beside it, is still the one that was opened. */
    private record Stamp(Path file, long size, long modified, long card) {
        static Stamp of(Path file) throws IOException {
            String name = file.getFileName().toString();
            Path card = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".json");
            long cardTime = Files.exists(card) ? Files.getLastModifiedTime(card).toMillis() : 0;
            return new Stamp(
                    file, Files.size(file), Files.getLastModifiedTime(file).toMillis(), cardTime);
        }
    }

    private static final class Copy<T> {
        private final Stamp stamp;
        private final T content;
        private int users;
        private boolean dropped;

        Copy(Stamp stamp, T content) {
            this.stamp = stamp;
            this.content = content;
        }
    }

    /** An opened file that stays open until this is closed. */
    final class Lease implements AutoCloseable {
        private final Copy<T> copy;

        private Lease(Copy<T> copy) {
            this.copy = copy;
        }

        T content() {
            return copy.content;
        }

        @Override
        public void close() {
            back(copy);
        }
    }

    /** All names there are, with the reason for which the last attempt to open one failed. */
    synchronized Map<String, Optional<String>> names() {
        Map<String, Optional<String>> names = new TreeMap<>();
        files().keySet().forEach(name -> names.put(name, Optional.ofNullable(failures.get(name))));
        return names;
    }

    /**
     * The file of a name.
     *
     * @throws Refusal 404 when there is none
     */
    synchronized Lease lease(String name) {
        Path file = files().get(name);
        if (file == null) {
            throw Refusal.of(404, "there is no model " + name + Near.hint(name, files().keySet()));
        }
        Copy<T> copy = current(name, file);
        copy.users++;
        return new Lease(copy);
    }

    private Copy<T> current(String name, Path file) {
        try {
            Stamp stamp = Stamp.of(file);
            Copy<T> known = open.get(name);
            if (known != null && known.stamp.equals(stamp)) {
                return known;
            }
            drop(name);
            Copy<T> copy = new Copy<>(stamp, opener.apply(file));
            failures.remove(name);
            open.put(name, copy);
            trim(name);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        } catch (RuntimeException e) {
            failures.put(name, Problem.of(e).detail());
            throw e;
        }
    }

    /** Drops those that were used longest ago, but not the one at hand. */
    private void trim(String keep) {
        List<String> oldest = new ArrayList<>(open.keySet());
        oldest.remove(keep);
        for (int i = 0; open.size() > most && i < oldest.size(); i++) {
            drop(oldest.get(i));
        }
    }

    private void drop(String name) {
        Copy<T> copy = open.remove(name);
        if (copy != null) {
            copy.dropped = true;
            closeUnused(copy);
        }
    }

    private synchronized void back(Copy<T> copy) {
        copy.users--;
        closeUnused(copy);
    }

    private void closeUnused(Copy<T> copy) {
        if (copy.dropped && copy.users == 0) {
            try {
                copy.content.close();
            } catch (Exception e) {
                throw new IllegalStateException(copy.stamp.file() + " cannot be closed", e);
            }
        }
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                        .forEach(file -> files.putIfAbsent(name(file), file));
            } catch (IOException e) {
                throw new UncheckedIOException(folder + " cannot be listed", e);
            }
        }
        return files;
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public synchronized void close() {
        new ArrayList<>(open.keySet()).forEach(this::drop);
    }
}
