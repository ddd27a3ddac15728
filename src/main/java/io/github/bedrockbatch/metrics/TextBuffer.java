package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Gathers text in a buffer of fixed size before it is written, or only counts it. */
final class TextBuffer extends OutputStream {
    private static final int SIZE = 64 << 10;
    /** More than any number takes with the end of its line. */
    private static final int MAX_NUMBER = 32;

    /** Room for the numbers of some lines. */
    private static final int COUNTED = 4 << 10;

    private static final int MICROS = 1_000_000;
    private static final int MICRO_DIGITS = 6;

    private static final long[] POWERS_OF_TEN =
            LongStream.iterate(1, power -> power * 10).limit(19).toArray();
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];

    static {
        for (int pair = 0; pair < 100; pair++) {
            TENS[pair] = (byte) ('0' + pair / 10);
            ONES[pair] = (byte) ('0' + pair % 10);
        }
    }

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
        return new TextBuffer(null, COUNTED);
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

    /** Appends a line: the name of a sample, the first bytes of its labels, what ends them, and its value. */
    void appendSample(byte[] name, TextColumn labels, int row, int labelsLength, TextColumn ends, int end, double value)
            throws IOException {
        int endLength = ends.length(end);
        int count = name.length + labelsLength + endLength;
        if (out == null) {
            total += count;
        } else if (count > SIZE) {
            write(name);
            labels.writeTo(this, row, labelsLength);
            ends.writeTo(this, end, endLength);
        } else {
            if (count > SIZE - length) {
                flush();
            }
            System.arraycopy(name, 0, bytes, length, name.length);
            labels.copy(row, labelsLength, bytes, length + name.length);
            ends.copy(end, endLength, bytes, length + count - endLength);
            length += count;
        }
        appendLine(value);
    }

    /** Appends a number and ends the line: in decimals if it has no more than millionths, else as Java writes it. Prometheus reads both. */
    void appendLine(double value) throws IOException {
        if (bytes.length - length < MAX_NUMBER) {
            flush();
        }
        long whole = (long) value;
        if (value == 0 || value == 1) {
            bytes[length++] = (byte) ('0' + whole);
        } else if (whole == value && whole > 0) {
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

    /** Writes two digits at a time, because the first compiler makes divisions of it that take longer than all else in a line. */
    private void appendDigits(long number) {
        int end = length + digits(number);
        int at = end;
        long left = number;
        while (left > Integer.MAX_VALUE) {
            long rest = left / 100;
            at = putPair(at, (int) (left - rest * 100));
            left = rest;
        }
        int few = (int) left;
        while (at - length >= 2) {
            int rest = few / 100;
            at = putPair(at, few - rest * 100);
            few = rest;
        }
        if (at > length) {
            bytes[length] = (byte) ('0' + few);
        }
        length = end;
    }

    /** Writes two digits before a place, and returns theirs. */
    private int putPair(int end, int pair) {
        bytes[end - 1] = ONES[pair];
        bytes[end - 2] = TENS[pair];
        return end - 2;
    }

    private static int digits(long number) {
        int digits = 1;
        while (digits < POWERS_OF_TEN.length && number >= POWERS_OF_TEN[digits]) {
            digits++;
        }
        return digits;
    }

    private void appendFractional(double value) {
        long micros = Math.round(value * MICROS);
        if (micros > 0 && micros / (double) MICROS == value) {
            long seconds = micros / MICROS;
            appendDigits(seconds);
            appendFraction((int) (micros - seconds * MICROS));
        } else {
            byte[] text = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
        }
    }

    /** Appends millionths without the zeros at their end. */
    private void appendFraction(int micros) {
        bytes[length] = '.';
        int upper = micros / 100;
        int left = putPair(length + 1 + MICRO_DIGITS, micros - upper * 100);
        int most = upper / 100;
        putPair(putPair(left, upper - most * 100), most);
        length += 1 + MICRO_DIGITS;
        while (bytes[length - 1] == '0') {
            length--;
        }
    }
}
