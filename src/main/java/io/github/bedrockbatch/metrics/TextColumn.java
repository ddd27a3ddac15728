package io.github.bedrockbatch.metrics;

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
        append(text, 0, text.length);
    }

    /** Appends the first bytes of the text before. */
    void appendPrevious(int count) {
        append(bytes, start(size - 1), count);
    }

    private void append(byte[] source, int offset, int count) {
        int needed = length + count;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
        }
        System.arraycopy(source, offset, bytes, length, count);
        length = needed;
    }

    /**
     * Appends a label to the text that has not ended.
     *
     * @param name with what stands around it: {@code ,region="}
     */
    void appendLabel(byte[] name, String value) {
        appendLabel(name, encoded(value));
    }

    /** Appends a label whose value is {@link #encoded} to the text that has not ended. */
    void appendLabel(byte[] name, byte[] value) {
        append(name);
        append(value);
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

    /** Gives back the room that was made and not needed. */
    void trim() {
        bytes = Arrays.copyOf(bytes, length);
    }

    int length(int index) {
        return ends[index] - start(index);
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

    /** Returns the value of a label as the text formats want it. */
    static byte[] encoded(String value) {
        byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
        return isPlain(text) ? text : escaped(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns whether a text in Latin-1 is the same in UTF-8 and needs no escape, by one look at each byte. A question mark may stand
     * for what Latin-1 has not.
     */
    private static boolean isPlain(byte[] text) {
        for (byte b : text) {
            if (b < 0 || b == '"' || b == '\\' || b == '\n' || b == '?') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
