package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Gathers text in a buffer of fixed size before it is written, or only counts it. */
final class TextBuffer {
    private static final int SIZE = 64 << 10;

    private final @Nullable OutputStream out;
    private final byte[] bytes;
    private int length;
    private long total;

    private TextBuffer(@Nullable OutputStream out, int size) {
        this.out = out;
        this.bytes = new byte[size];
    }

    static TextBuffer of(OutputStream out) {
        return new TextBuffer(out, SIZE);
    }

    /** Returns a buffer whose text goes nowhere. */
    static TextBuffer counting() {
        return new TextBuffer(null, 0);
    }

    /** Appends text. */
    void append(byte[] text) throws IOException {
        if (!takes(text.length)) {
            flush();
        }
        total += text.length;
        if (takes(text.length)) {
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
        } else if (out != null) {
            out.write(text);
        }
    }

    /** Appends a line: the name of a sample, the first bytes of its labels, and what ends it. */
    void appendSample(byte[] name, TextColumn labels, int row, int labelsLength, TextColumn ends, int end)
            throws IOException {
        int endLength = ends.length(end);
        int count = name.length + labelsLength + endLength;
        if (takes(count)) {
            total += count;
            System.arraycopy(name, 0, bytes, length, name.length);
            labels.copy(row, labelsLength, bytes, length + name.length);
            ends.copy(end, endLength, bytes, length + count - endLength);
            length += count;
        } else if (out == null) {
            total += count;
        } else {
            append(name);
            append(labels.bytes(row, labelsLength));
            append(ends.bytes(end, endLength));
        }
    }

    /** Writes what was gathered, and leaves it to others to flush what it was written to. */
    void flush() throws IOException {
        if (out != null) {
            out.write(bytes, 0, length);
        }
        length = 0;
    }

    /** Returns how many bytes were appended. */
    long total() {
        return total;
    }

    private boolean takes(int count) {
        return count <= bytes.length - length;
    }
}
