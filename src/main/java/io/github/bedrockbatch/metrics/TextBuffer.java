package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers text in a buffer of fixed size before it is written. */
final class TextBuffer {
    private static final int SIZE = 64 << 10;

    private final OutputStream out;
    private final byte[] bytes = new byte[SIZE];
    private int length;

    TextBuffer(OutputStream out) {
        this.out = out;
    }

    /** Appends text. */
    void append(byte[] text) throws IOException {
        if (text.length > SIZE - length) {
            flush();
        }
        if (text.length > SIZE) {
            out.write(text);
        } else {
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
        }
    }

    /** Appends a line: the name of a sample, the first bytes of its labels, and what ends it. */
    void appendSample(byte[] name, TextColumn labels, int row, int labelsLength, TextColumn ends, int end)
            throws IOException {
        int endLength = ends.length(end);
        int count = name.length + labelsLength + endLength;
        if (count > SIZE) {
            append(name);
            append(labels.bytes(row, labelsLength));
            append(ends.bytes(end, endLength));
            return;
        }
        if (count > SIZE - length) {
            flush();
        }
        System.arraycopy(name, 0, bytes, length, name.length);
        labels.copy(row, labelsLength, bytes, length + name.length);
        ends.copy(end, endLength, bytes, length + count - endLength);
        length += count;
    }

    /** Writes what was gathered, and leaves it to others to flush what it was written to. */
    void flush() throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }
}
