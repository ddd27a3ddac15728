package io.github.bedrockbatch.config;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a regular expression repeats one of its parts. RE2/J unrolls counted repeats when it compiles, so nested ones
 * ({@code ((a{1000}){1000}){1000}}) could take all memory.
 */
final class RepeatCount {
    private static final long MAX_COUNT = 1_000_000;

    private final String source;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long group = 1;
    private long atom = 1;

    private RepeatCount(String source) {
        this.source = source;
    }

    /** Returns the largest product of counts that are nested in each other; 1 without any. */
    static long largest(String source) {
        RepeatCount count = new RepeatCount(source);
        for (int i = 0; i < source.length(); i++) {
            i = count.read(i);
        }
        return Math.max(
                count.group,
                count.outer.stream().mapToLong(Long::longValue).max().orElse(1));
    }

    /** Takes in what begins at {@code i}, and returns the index of its last character. */
    private int read(int i) {
        return switch (source.charAt(i)) {
            case '(' -> open(i);
            case ')' -> close(i);
            case '{' -> repeat(i);
            case '*', '+', '?' -> i;
            case '\\' -> single(endOfEscape(i));
            case '[' -> single(endOfClass(i));
            default -> single(i);
        };
    }

    private int single(int end) {
        atom = 1;
        return end;
    }

    private int open(int i) {
        outer.push(group);
        group = 1;
        atom = 1;
        return i;
    }

    private int close(int i) {
        atom = group;
        group = Math.max(group, outer.isEmpty() ? 1 : outer.pop());
        return i;
    }

    private int repeat(int i) {
        long largest = 1;
        long number = 0;
        int end = endOf("}", i);
        for (char c : source.substring(i, end).toCharArray()) {
            number = c >= '0' && c <= '9' ? Math.min(MAX_COUNT, number * 10 + (c - '0')) : 0;
            largest = Math.max(largest, number);
        }
        atom = Math.min(MAX_COUNT, atom * largest);
        group = Math.max(group, atom);
        return end;
    }

    private int endOfEscape(int i) {
        if (source.startsWith("\\Q", i)) {
            return endOf("\\E", i);
        }
        boolean braces =
                source.startsWith("x{", i + 1) || source.startsWith("p{", i + 1) || source.startsWith("P{", i + 1);
        return braces ? endOf("}", i) : i + 1;
    }

    private int endOfClass(int open) {
        int i = source.startsWith("^", open + 1) ? open + 2 : open + 1;
        for (i = source.startsWith("]", i) ? i + 1 : i; i < source.length() && source.charAt(i) != ']'; i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.startsWith("[:", i) && source.indexOf(":]", i + 2) > 0) {
                i = endOf(":]", i);
            }
        }
        return i;
    }

    /** Returns the index of the last character of the next {@code mark}; the end of the source when there is none. */
    private int endOf(String mark, int from) {
        int found = source.indexOf(mark, from);
        return found < 0 ? source.length() : found + mark.length() - 1;
    }
}
