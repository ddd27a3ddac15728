package io.github.bedrockbatch.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts in UTF-8 one after another in one array, so that going through them in order takes the least time and memory. */
final class TextColumn {
    private static final byte[] QUOTE = {'"'};

    private final int[] ends;
    private byte[] bytes;
    private int length;
    private int size;

    /**
     * Makes room.
     *
     * @param size how many texts it will have
     * @param typicalLength of one in bytes; they may have any
     */
    TextColumn(int size, int typicalLength) {
        ends = new int[size];
        bytes = new byte[size * typicalLength];
    }

    /** Appends to the text that has not ended. */
    void append(byte[] text) {
        int needed = length + text.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
        }
        System.arraycopy(text, 0, bytes, length, text.length);
        length = needed;
    }

    /**
     * Appends a label to the text that has not ended. Its value is escaped as the text formats want it.
     *
     * @param name with what stands around it: {@code ,region="}
     */
    void appendLabel(byte[] name, String value) {
        append(name);
        append(escaped(value).getBytes(StandardCharsets.UTF_8));
        append(QUOTE);
    }

    /** Returns how long the text is that has not ended. */
    int pending() {
        return length - start(size);
    }

    /** Ends a text. The next begins. */
    void end() {
        ends[size++] = length;
    }

    /** Removes all texts. */
    void clear() {
        length = 0;
        size = 0;
    }

    int length(int index) {
        return ends[index] - start(index);
    }

    /** Copies the first bytes of one text. */
    void copy(int index, int count, byte[] target, int at) {
        System.arraycopy(bytes, start(index), target, at, count);
    }

    /** Writes the first bytes of one text. */
    void writeTo(TextBuffer out, int index, int count) throws IOException {
        out.write(bytes, start(index), count);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private static String escaped(String value) {
        boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
        return plain ? value : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
