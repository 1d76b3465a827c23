package ai.interpretdl.runtime;

import ai.interpretdl.onnx.MalformedModelException;
import ai.interpretdl.onnx.ModelReader;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Fingerprint;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.ProgramFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs on disk, for processes to come: lifted, simplified, differentiated and scheduled. Each model has a folder, named by the digest of
 * its file. The programs refer to the weights where the model has them; what cannot be read any more is written anew.
 *
 * @param folder of all of them
 * @param writer whose programs these are: device, and builds of this library and of ONNX Runtime
 * @param mostBytes what the files may take; beyond that the least recently used are deleted
 */
record ProgramStore(Path folder, String writer, long mostBytes) {
    static final long MOST_BYTES = 256L << 20;

    private static final Logger LOG = System.getLogger(ProgramStore.class.getName());
    /** A program that brings more numbers along has them from somebody who changed the model's weights. */
    private static final long MOST_INLINE = 4L << 20;

    private static final String SUFFIX = ".onnx";

    /** The program that an earlier process wrote for a source like this one, without what each feeds. */
    Optional<Program.Sized> find(Engine.Source source) {
        return source.lasting().flatMap(lasting -> read(file(lasting), lasting));
    }

    private static Optional<Program.Sized> read(Path file, Engine.Lasting lasting) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            Program.Sized read =
                    ProgramFile.read(ModelReader.read(bytes, lasting.origin().folder()));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(read);
        } catch (IOException | UncheckedIOException | MalformedModelException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "{0} is written again: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps a program, unless it cannot be told from others in another process, or nothing can be written here. */
    void keep(Engine.Source source, Program.Sized sized) {
        source.lasting()
                .filter(lasting -> inline(sized.program().stages()) <= MOST_INLINE)
                .ifPresent(lasting -> write(file(lasting), lasting, sized));
    }

    private void write(Path file, Engine.Lasting lasting, Program.Sized sized) {
        try {
            byte[] bytes = ModelWriter.referring(
                    ProgramFile.written(sized), lasting.origin().folder());
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "program", ".part");
            try {
                Files.write(part, bytes);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            trim();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "{0} is not kept: {1}", file, e.getMessage());
        }
    }

    private static long inline(List<Program.Stage> stages) {
        return stages.stream()
                .mapToLong(stage -> stage instanceof Program.Run run
                        ? run.model().graph().weights().stream()
                                .filter(Weight.Inline.class::isInstance)
                                .mapToLong(weight ->
                                        weight.type().bytes(weight.shape().size()))
                                .sum()
                        : inline(((Program.Loop) stage).body()))
                .sum();
    }

    private Path file(Engine.Lasting lasting) {
        String name = Fingerprint.of(List.of(writer, lasting.what())).text();
        return folder.resolve(lasting.origin().digest()).resolve(name + SUFFIX);
    }

    private record Kept(Path file, long bytes, FileTime used) {}

    private void trim() throws IOException {
        List<Kept> all;
        try (Stream<Path> files = Files.walk(folder, 2)) {
            all = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .map(ProgramStore::kept)
                    .sorted(Comparator.comparing(Kept::used))
                    .toList();
        }
        long bytes = all.stream().mapToLong(Kept::bytes).sum();
        for (Kept oldest : all) {
            if (bytes <= mostBytes) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            bytes -= oldest.bytes();
        }
    }

    /** One that another process has just deleted takes nothing. */
    private static Kept kept(Path file) {
        try {
            return new Kept(file, Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return new Kept(file, 0, FileTime.from(Instant.EPOCH));
        }
    }
}
