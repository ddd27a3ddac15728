package io.github.bedrockbatch.benchmark;

import java.util.Map;
import java.util.stream.Collectors;

/** Reads the text format as far as the benchmark needs it. */
final class Samples {
    private Samples() {}

    /** Returns the values of one metric by what stands between its braces. */
    static Map<String, Double> of(String metric, String text) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{"))
                .collect(Collectors.toMap(
                        line -> line.substring(metric.length() + 1, line.lastIndexOf('}')),
                        line -> Double.valueOf(
                                line.substring(line.lastIndexOf('}') + 1).strip())));
    }

    /** Returns the number of series of each target whose account is known. */
    static Map<String, Long> perTarget(String text) {
        return text.lines()
                .filter(line -> line.contains("{account_id=\"") || line.contains(",account_id=\""))
                .map(line -> label(line, "account_id") + "/" + label(line, "region"))
                .filter(target -> !target.startsWith("unknown"))
                .collect(Collectors.groupingBy(target -> target, Collectors.counting()));
    }

    /** Returns the value of a label, empty without one. */
    static String label(String line, String name) {
        int at = line.indexOf(name + "=\"");
        if (at < 0) {
            return "";
        }
        int begin = at + name.length() + 2;
        return line.substring(begin, line.indexOf('"', begin));
    }
}
