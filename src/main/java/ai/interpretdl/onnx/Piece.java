package ai.interpretdl.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes to be written: at hand, or still in a file. */
sealed interface Piece {
    long size();

    void writeTo(WritableByteChannel out) throws IOException;

    /** Bytes at hand. */
    record InMemory(ByteBuffer bytes) implements Piece {
        @Override
        public long size() {
            return bytes.remaining();
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            ByteBuffer view = bytes.duplicate();
            while (view.hasRemaining()) {
                out.write(view);
            }
        }
    }

    /** {@code size} bytes of a file, from {@code offset} on. */
    record InFile(Path file, long offset, long size) implements Piece {
        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
                long done = 0;
                while (done < size) {
                    long moved = in.transferTo(offset + done, size - done, out);
                    if (moved <= 0) {
                        throw new EOFException(file + " ends before byte " + (offset + size));
                    }
                    done += moved;
                }
            }
        }
    }
}
