package ai.interpretdl.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as decoders want to read it.
 *
 * <p>Decoders of coded bits look a few bytes past the end of a sound file. One that goes on doing so has lost its way in a damaged file, and
 * would make up zeros for minutes; it is stopped.
 */
final class EncodedInput extends ImageInputStreamImpl {
    private static final int READS_PAST_END = 1000;

    private final byte[] encoded;
    private int readsPastEnd;

    EncodedInput(byte[] encoded) {
        this.encoded = encoded;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return isAtEnd() ? -1 : encoded[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        bitOffset = 0;
        if (length > 0 && isAtEnd()) {
            return -1;
        }
        int count = (int) Math.min(length, Math.max(0, encoded.length - streamPos));
        System.arraycopy(encoded, (int) Math.min(streamPos, encoded.length), into, from, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return encoded.length;
    }

    private boolean isAtEnd() throws IOException {
        checkClosed();
        if (streamPos < encoded.length) {
            return false;
        }
        if (++readsPastEnd > READS_PAST_END) {
            throw new IOException("its data ask for more than the file holds");
        }
        return true;
    }
}
