package io.github.bedrockbatch.config;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Regular expressions of numbers between bounds, because JSON Schema does not compare what is in quotes. */
final class NumberPatterns {
    private NumberPatterns() {}

    /** Returns what the whole numbers from {@code min} to {@code max} match. Zeros may stand before them. */
    static String wholeNumber(int min, int max) {
        TreeSet<Integer> ends = new TreeSet<>(List.of(max));
        for (int ten = 10; nines(min, ten) < max; ten *= 10) {
            ends.add(nines(min, ten));
        }
        for (int ten = 10; zeros(max + 1, ten) - 1 > min; ten *= 10) {
            ends.add(zeros(max + 1, ten) - 1);
        }
        return ends.stream()
                .map(end -> block(ends.lower(end) == null ? min : ends.lower(end) + 1, end))
                .collect(Collectors.joining("|", "0*(?:", ")"));
    }

    /** Returns what the decimal numbers above 0 and up to {@code max} match. */
    static String positiveNumber(int max) {
        return wholeNumber(1, max - 1) + "(?:\\.[0-9]{1,9})?|0*" + max + "(?:\\.0{1,9})?|0+\\.[0-9]*[1-9][0-9]*";
    }

    private static int nines(int number, int ten) {
        return number / ten * ten + ten - 1;
    }

    private static int zeros(int number, int ten) {
        return number - number % ten;
    }

    /** Returns what the numbers of a block match. Each digit of theirs can be any between the first's and the last's. */
    private static String block(int first, int last) {
        String from = Integer.toString(first);
        String to = Integer.toString(last);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < from.length(); i++) {
            char low = from.charAt(i);
            char high = to.charAt(i);
            pattern.append(low == high ? "" + low : "[" + low + "-" + high + "]");
        }
        return pattern.toString();
    }
}
