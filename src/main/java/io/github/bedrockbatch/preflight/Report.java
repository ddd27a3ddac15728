package io.github.bedrockbatch.preflight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The results of all checks, in the order of the plan. */
public record Report(List<Check> checks) {
    /**
     * A statement that is missing, once.
     *
     * @param roles whose policies lack it
     * @param certain whether AWS says so
     */
    record Missing(MissingStatement.Policy policy, SortedSet<String> roles, Statement statement, boolean certain) {}

    private record Kind(MissingStatement.Policy policy, Statement statement, boolean certain) {}

    public Report {
        checks = List.copyOf(checks);
    }

    /** Returns whether the daemon would not see something that it is configured to see. */
    public boolean isBlind() {
        return checks.stream().anyMatch(check -> check.result().isBlind());
    }

    /** Returns a table of the checks, the statements that are missing, and a last line that sums up. */
    public String toText() {
        return ReportText.of(this);
    }

    /** Returns the same as a JSON object. Its members are part of the public interface. */
    public String toJson() {
        return ReportJson.of(this);
    }

    /** Returns each missing statement once, in the order in which it was first missed. */
    List<Missing> missing() {
        Map<Kind, SortedSet<String>> roles = new LinkedHashMap<>();
        checks.stream()
                .flatMap(check -> check.missing().stream())
                .forEach(missing -> roles.computeIfAbsent(
                                new Kind(missing.policy(), missing.statement(), missing.certain()),
                                absent -> new TreeSet<>())
                        .add(missing.role()));
        return roles.entrySet().stream()
                .map(entry -> new Missing(
                        entry.getKey().policy(),
                        entry.getValue(),
                        entry.getKey().statement(),
                        entry.getKey().certain()))
                .toList();
    }

    long count(Result result) {
        return checks.stream().filter(check -> check.result() == result).count();
    }
}
