package io.github.bedrockbatch.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes a report for people. */
final class ReportText {
    private static final String GAP = "  ";

    /** What a terminal would obey instead of showing it. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private ReportText() {}

    static String of(Report report) {
        List<String> blocks = new ArrayList<>();
        blocks.add(table(report.checks()));
        report.missing().forEach(missing -> blocks.add(missing(missing)));
        blocks.add(sum(report));
        return String.join("\n\n", blocks) + "\n";
    }

    private static String table(List<Check> checks) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TARGET", "ACTION", "RESULT", "DETAIL"));
        checks.forEach(check ->
                rows.add(List.of(check.target(), check.action(), check.result().word(), shown(check.detail()))));
        int target = width(rows, row -> row.get(0));
        int action = width(rows, row -> row.get(1));
        int result = width(rows, row -> row.get(2));
        return String.join(
                "\n",
                rows.stream()
                        .map(row -> (padded(row.get(0), target)
                                        + GAP
                                        + padded(row.get(1), action)
                                        + GAP
                                        + padded(row.get(2), result)
                                        + GAP
                                        + row.get(3))
                                .stripTrailing())
                        .toList());
    }

    private static int width(List<List<String>> rows, Function<List<String>, String> column) {
        return rows.stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String shown(String detail) {
        return CONTROL.matcher(detail).replaceAll("?");
    }

    private static String missing(Report.Missing missing) {
        String policy = missing.policy() == MissingStatement.Policy.TRUST ? "trust policy" : "permissions";
        return (missing.certain() ? "Missing" : "Perhaps missing") + " in the " + policy + " of "
                + String.join(", ", missing.roles()) + ":\n"
                + ReportJson.of(missing.statement());
    }

    private static String sum(Report report) {
        long blind = report.checks().stream()
                .filter(check -> check.result().isBlind())
                .count();
        long unknown = report.count(Result.UNKNOWN);
        String rest = unknown == 0 ? "" : " Unknown: " + unknown + ".";
        return blind == 0
                ? "AWS allows what was asked." + rest
                : "The exporter would be blind. Denied, failed or not asked: " + blind + " of "
                        + report.checks().size() + " checks." + rest;
    }
}
