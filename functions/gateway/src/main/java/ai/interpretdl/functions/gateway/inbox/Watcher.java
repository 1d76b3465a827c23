package ai.interpretdl.functions.gateway.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at the inbox whenever something happens in it, and at its start, and hands each ready file on.
 *
 * <p>The file system's notices only wake it up; what is there is always looked up anew, so that a lost notice costs time and no
 * file.
 */
final class Watcher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Watcher.class);
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(10);

    /** What a file is handed on to. */
    interface Receiver {
        /**
         * The reason of a failure, in JSON, when it could not be dealt with.
         *
         * @throws CancellationException when this program is ending: the file stays where it is, and is found at the next start
         */
        Optional<byte[]> receive(Path file, String subject);
    }

    private final Inbox inbox;
    private final Duration quiet;
    private final Receiver receiver;
    private final Clock clock;
    private final WatchService service;
    private final Thread thread = new Thread(this::watch, "inbox");

    Watcher(Inbox inbox, Duration quiet, Receiver receiver, Clock clock) throws IOException {
        this.inbox = inbox;
        this.quiet = quiet;
        this.receiver = receiver;
        this.clock = clock;
        Files.createDirectories(inbox.folder());
        service = inbox.folder().getFileSystem().newWatchService();
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                try {
                    register();
                    look();
                } catch (IOException | UncheckedIOException e) {
                    LOG.warn("the inbox " + inbox.folder() + " cannot be looked at; trying again", e);
                }
                sleep(inbox.waiting() ? quiet : AT_LEAST_EVERY);
            }
        } catch (ClosedWatchServiceException | InterruptedException | CancellationException e) {
            LOG.debug("the inbox is no longer watched");
        }
    }

    /** Folders made meanwhile are watched too; asking again for one that is watched changes nothing. */
    private void register() throws IOException {
        Files.walkFileTree(inbox.folder(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
                return FileVisitResult.CONTINUE;
            }

            /** A file that was there a moment ago. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void sleep(Duration most) throws InterruptedException {
        WatchKey key = service.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    /** One look: everything that is ready is handed on. */
    void look() throws IOException {
        for (Path file : inbox.ready(clock.instant())) {
            Optional<Inbox.State> before = inbox.state(file);
            Optional<byte[]> reason = receiver.receive(file, inbox.subject(file));
            // Somebody still wrote to it: it has not failed, it was not finished.
            if (inbox.state(file).equals(before) && before.isPresent()) {
                settle(file, reason);
            }
        }
    }

    private void settle(Path file, Optional<byte[]> reason) throws IOException {
        if (reason.isPresent()) {
            LOG.warnf("%s could not be explained; see %s", inbox.subject(file), inbox.failed(file, reason.get()));
        } else {
            inbox.done(file);
        }
    }

    /** Stops after the file at hand. */
    @Override
    public void close() throws IOException {
        service.close();
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
