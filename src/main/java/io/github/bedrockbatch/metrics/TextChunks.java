package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps text of any length in pieces of one size. One array that grew with it would at times be three times as long, and a server
 * may copy what is written to it at once.
 */
final class TextChunks extends OutputStream {
    private static final int SIZE = 64 << 10;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[SIZE];
    private int length;

    /** Returns how many bytes were written. */
    long size() {
        return (long) full.size() * SIZE + length;
    }

    /** Writes all to a stream, a piece at a time. */
    void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : full) {
            out.write(chunk);
        }
        out.write(last, 0, length);
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == SIZE) {
                full.add(last);
                last = new byte[SIZE];
                length = 0;
            }
            int some = Math.min(left, SIZE - length);
            System.arraycopy(bytes, from, last, length, some);
            length += some;
            from += some;
            left -= some;
        }
    }
}
