package ai.interpretdl.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a model by long position. One buffer ends at 2 GiB, so there are several windows onto them, one starting each stride;
 * each reaches over the next one's stride as well, so that a piece no longer than a stride lies within one window.
 */
final class Bytes {
    private static final int STRIDE_BITS = 30;

    private final List<ByteBuffer> windows;
    private final int strideBits;
    private final long size;

    private Bytes(List<ByteBuffer> windows, int strideBits, long size) {
        this.windows = windows;
        this.strideBits = strideBits;
        this.size = size;
    }

    static Bytes map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return windows(channel.size(), STRIDE_BITS, (at, length) -> channel.map(MapMode.READ_ONLY, at, length));
        }
    }

    static Bytes of(ByteBuffer bytes) {
        return of(bytes, STRIDE_BITS);
    }

    static Bytes of(ByteBuffer bytes, int strideBits) {
        ByteBuffer whole = bytes.slice().asReadOnlyBuffer();
        try {
            return windows(whole.remaining(), strideBits, (at, length) -> whole.slice((int) at, (int) length));
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be read", e);
        }
    }

    private static Bytes windows(long size, int strideBits, Window open) throws IOException {
        List<ByteBuffer> windows = new ArrayList<>();
        long reach = Math.min(2L << strideBits, Integer.MAX_VALUE);
        for (long at = 0; at < size; at += 1L << strideBits) {
            windows.add(open.at(at, Math.min(reach, size - at)));
        }
        return new Bytes(windows, strideBits, size);
    }

    long size() {
        return size;
    }

    /** The longest piece that {@link #slice} hands out. */
    int longest() {
        return (1 << strideBits) - 1;
    }

    byte at(long position) {
        return windows.get((int) (position >>> strideBits)).get(offset(position));
    }

    /** A view of {@code length} bytes, at most {@link #longest()}. */
    ByteBuffer slice(long position, int length) {
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        return windows.get((int) (position >>> strideBits)).slice(offset(position), length);
    }

    private int offset(long position) {
        return (int) (position & (1L << strideBits) - 1);
    }

    private interface Window {
        ByteBuffer at(long position, long length) throws IOException;
    }
}
