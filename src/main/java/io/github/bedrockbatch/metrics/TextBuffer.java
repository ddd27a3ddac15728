package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gathers text in a buffer of fixed size before it is written, or only counts it. */
final class TextBuffer extends OutputStream {
    private static final int SIZE = 64 << 10;
    /** More than any number takes with the end of its line. */
    private static final int MAX_NUMBER = 32;

    private static final int MICROS = 1_000_000;

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
        return new TextBuffer(null, MAX_NUMBER);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] text, int offset, int count) throws IOException {
        if (out == null) {
            total += count;
            return;
        }
        if (count > SIZE - length) {
            flush();
        }
        if (count > SIZE) {
            out.write(text, offset, count);
            total += count;
        } else {
            System.arraycopy(text, offset, bytes, length, count);
            length += count;
        }
    }

    /** Appends a number and ends the line: in decimals if it has no more than millionths, else as Java writes it. Prometheus reads both. */
    void appendLine(double value) throws IOException {
        if (bytes.length - length < MAX_NUMBER) {
            flush();
        }
        long whole = (long) value;
        if (whole == value && whole >= 0) {
            appendDigits(whole);
        } else {
            appendFractional(value);
        }
        bytes[length++] = '\n';
    }

    /** Writes what was gathered, and leaves it to others to flush what it was written to. */
    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.write(bytes, 0, length);
        }
        total += length;
        length = 0;
    }

    /** Returns how many bytes were appended. */
    long total() {
        return total + length;
    }

    private void appendDigits(long number) {
        int end = length + 1;
        for (long left = number; left >= 10; left /= 10) {
            end++;
        }
        long left = number;
        for (int at = end - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length = end;
    }

    private void appendFractional(double value) {
        long micros = Math.round(value * MICROS);
        if (micros > 0 && micros / (double) MICROS == value) {
            appendDigits(micros / MICROS);
            appendFraction((int) (micros % MICROS));
        } else {
            byte[] text = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
        }
    }

    /** Appends millionths without the zeros at their end. */
    private void appendFraction(int micros) {
        bytes[length++] = '.';
        int left = micros;
        for (int unit = MICROS / 10; left > 0; unit /= 10) {
            bytes[length++] = (byte) ('0' + left / unit);
            left %= unit;
        }
    }
}
