package io.github.bedrockbatch.preflight;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON, in ASCII, because the encoding of standard output is the user's. */
final class ReportJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ReportJson() {}

    static String of(Report report) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("blind", report.isBlind());
        members.put("counts", counts(report));
        members.put("checks", report.checks().stream().map(ReportJson::check).toList());
        members.put(
                "missing_statements",
                report.missing().stream().map(ReportJson::missing).toList());
        return pretty(members);
    }

    /** Returns a statement as a policy holds it. */
    static String of(Statement statement) {
        return pretty(statement.members());
    }

    private static Map<String, Object> counts(Report report) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Result result : Result.values()) {
            members.put(result.word(), report.count(result));
        }
        return members;
    }

    private static Map<String, Object> check(Check check) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("target", check.target());
        members.put("action", check.action());
        members.put("result", check.result().word());
        members.put("detail", check.detail());
        return members;
    }

    private static Map<String, Object> missing(Report.Missing missing) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("policy", missing.policy().word());
        members.put("roles", missing.roles());
        members.put("certain", missing.certain());
        members.put("statement", missing.statement().members());
        return members;
    }

    private static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }
}
