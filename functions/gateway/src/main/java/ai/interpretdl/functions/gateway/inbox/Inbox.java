package ai.interpretdl.functions.gateway.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder into which files are put to be explained. A file stays where it is until it has been dealt with: after a crash it is
 * found again.
 *
 * <p>A file is ready when its size and time have stayed the same for a while. Hidden ones, and the names that programs give to
 * what they are still writing, are left alone. Explained files go to {@code done/}, the others to {@code failed/} with
 * the reason beside them. Not for several threads.
 */
final class Inbox {
    static final String DONE = "done";
    static final String FAILED = "failed";

    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".crdownload", ".download", ".filepart");

    /** What tells two states of a file apart. */
    record State(long size, Instant modified) {}

    private record Sighting(State state, Instant since) {}

    private final Path folder;
    private final Duration quiet;
    private final Map<Path, Sighting> seen = new HashMap<>();

    /** @param quiet how long a file must have stayed the same */
    Inbox(Path folder, Duration quiet) {
        this.folder = folder;
        this.quiet = quiet;
    }

    Path folder() {
        return folder;
    }

    /** The files that are ready, in the order of their names. */
    List<Path> ready(Instant now) throws IOException {
        List<Path> ready = new ArrayList<>();
        List<Path> files = files();
        seen.keySet().retainAll(files);
        for (Path file : files) {
            Optional<State> state = state(file);
            if (state.isPresent() && settled(file, state.get(), now)) {
                ready.add(file);
            }
        }
        return ready;
    }

    /** Whether some file is there that is not ready yet. */
    boolean waiting() {
        return !seen.isEmpty();
    }

    private boolean settled(Path file, State state, Instant now) {
        Sighting before = seen.get(file);
        if (before == null || !before.state.equals(state)) {
            seen.put(file, new Sighting(state, now));
            return quiet.isZero();
        }
        return !now.isBefore(before.since.plus(quiet));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(this::meant).sorted().toList();
        }
    }

    private boolean meant(Path file) {
        Path name = folder.relativize(file);
        String first = name.getName(0).toString();
        for (Path part : name) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        boolean dealtWith = name.getNameCount() > 1 && (first.equals(DONE) || first.equals(FAILED));
        return !dealtWith && UNFINISHED.stream().noneMatch(name.toString()::endsWith);
    }

    /** Empty when the file has gone. */
    Optional<State> state(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new State(attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The file's name relative to the folder, with slashes. */
    String subject(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Moves an explained file out of the way. */
    Path done(Path file) throws IOException {
        return move(file, DONE);
    }

    /** Moves a file out of the way that could not be explained, and writes the reason, in JSON, beside it. */
    Path failed(Path file, byte[] reason) throws IOException {
        Path moved = move(file, FAILED);
        new Outbox(folder).write(subject(moved) + ".json", reason);
        return moved;
    }

    private Path move(Path file, String where) throws IOException {
        Path target = free(folder.resolve(where).resolve(folder.relativize(file)));
        Files.createDirectories(target.getParent());
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        seen.remove(file);
        return target;
    }

    /** Beside a file of the same name, not over it: nothing is lost. */
    private static Path free(Path wanted) {
        String name = wanted.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        Path path = wanted;
        for (int i = 2; Files.exists(path); i++) {
            path = wanted.resolveSibling(name.substring(0, dot) + "-" + i + name.substring(dot));
        }
        return path;
    }
}
