package io.github.bedrockbatch.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts in UTF-8 one after another in one array, so that going through them in order takes the least time and memory. */
final class TextColumn {
    private static final byte[] QUOTE = {'"'};
    private static final int[] NO_ENDS = {};

    private int[] ends;
    private byte[] bytes;
    private int length;
    private int size;

    /**
     * Makes room.
     *
     * @param size how many texts it will have
     * @param typicalLength of a text in bytes. A text may be longer
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

    /** Gives back the room that was made and not needed. If all texts are empty, only their length may be asked for then. */
    void trim() {
        bytes = Arrays.copyOf(bytes, length);
        if (length == 0) {
            ends = NO_ENDS;
        }
    }

    int length(int index) {
        return length == 0 ? 0 : ends[index] - start(index);
    }

    /** Copies the first bytes of one text. */
    void copy(int index, int count, byte[] target, int at) {
        System.arraycopy(bytes, start(index), target, at, count);
    }

    /** Returns the first bytes of one text. */
    byte[] bytes(int index, int count) {
        return Arrays.copyOfRange(bytes, start(index), start(index) + count);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
