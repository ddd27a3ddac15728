package io.github.bedrockbatch.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was measured of several programs in one run, each as often, as a table of Markdown. */
final class Figures {
    private final String what;
    private final Map<String, List<Double>> byProgram = new LinkedHashMap<>();

    Figures(String what) {
        this.what = what;
    }

    void add(String program, double value) {
        byProgram.computeIfAbsent(program, name -> new ArrayList<>()).add(value);
    }

    double median(String program) {
        List<Double> sorted = new ArrayList<>(Objects.requireNonNull(byProgram.get(program), program));
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** A row for each program: median, least, most, and the median's ratio to that of the peer. */
    String table(String peer) {
        StringBuilder table =
                new StringBuilder("| " + what + " | median | min–max | ratio |\n| --- | --: | --: | --: |\n");
        byProgram.forEach((program, values) -> table.append("| %s | %.0f | %.0f–%.0f | %.2f |%n"
                .formatted(
                        program,
                        median(program),
                        Collections.min(values),
                        Collections.max(values),
                        median(program) / median(peer))));
        return table.toString();
    }
}
