package io.github.bedrockbatch.simulator;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters, the order and the page that a ListModelInvocationJobs asks for.
 *
 * @param after null: all; the instant itself is not included, nor is that of before
 * @param token where the page before ended, empty for the first
 */
record JobListing(
        @Nullable Instant after,
        @Nullable Instant before,
        String status,
        String nameContains,
        int maxResults,
        boolean ascending,
        String token) {

    private static final Set<String> STATUSES = Set.of(
            "Submitted",
            "Validating",
            "Scheduled",
            "InProgress",
            "Stopping",
            "Completed",
            "PartiallyCompleted",
            "Failed",
            "Stopped",
            "Expired");

    /** Some jobs, and the token of the next page: empty after the last. */
    record Page(List<SimulatedJob> jobs, String nextToken) {}

    static JobListing of(Map<String, String> query) {
        String order = query.getOrDefault("sortOrder", "Descending");
        requireOneOf("sortOrder", order, Set.of("Ascending", "Descending"));
        requireOneOf("sortBy", query.getOrDefault("sortBy", "CreationTime"), Set.of("CreationTime"));
        String status = query.getOrDefault("statusEquals", "");
        if (query.containsKey("statusEquals")) {
            requireOneOf("statusEquals", status, STATUSES);
        }
        return new JobListing(
                time("submitTimeAfter", query),
                time("submitTimeBefore", query),
                status,
                nameContains(query),
                maxResults(query.getOrDefault("maxResults", "100")),
                order.equals("Ascending"),
                position(query.getOrDefault("nextToken", "")));
    }

    Page page(List<SimulatedJob> jobs, Instant now) {
        Comparator<SimulatedJob> ascendingOrder = Comparator.comparing(JobListing::key);
        List<SimulatedJob> rest = jobs.stream()
                .filter(job -> matches(job, now))
                .filter(this::isBehindToken)
                .sorted(ascending ? ascendingOrder : ascendingOrder.reversed())
                .limit(maxResults + 1L)
                .toList();
        if (rest.size() <= maxResults) {
            return new Page(rest, "");
        }
        List<SimulatedJob> page = rest.subList(0, maxResults);
        String next = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key(page.getLast()).getBytes(StandardCharsets.UTF_8));
        return new Page(page, next);
    }

    private boolean matches(SimulatedJob job, Instant now) {
        return (after == null || job.submitted().isAfter(after))
                && (before == null || job.submitted().isBefore(before))
                && (status.isEmpty() || job.status(now).equals(status))
                && job.name().contains(nameContains);
    }

    private boolean isBehindToken(SimulatedJob job) {
        if (token.isEmpty()) {
            return true;
        }
        int order = key(job).compareTo(token);
        return ascending ? order > 0 : order < 0;
    }

    private static String key(SimulatedJob job) {
        return String.format(Locale.ROOT, "%016d/%s", job.submitted().toEpochMilli(), job.id());
    }

    private static String position(String nextToken) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(nextToken), StandardCharsets.UTF_8);
            if (key.isEmpty() || key.matches("-?[0-9]{15,16}/[a-z0-9]{12}")) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw Constraint.violation("nextToken", nextToken, "not a token that this service gave");
        }
        throw Constraint.violation("nextToken", nextToken, "not a token that this service gave");
    }

    private static String nameContains(Map<String, String> query) {
        String part = query.get("nameContains");
        return part == null ? "" : Constraint.JOB_NAME.check("nameContains", part);
    }

    private static int maxResults(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 1000) {
            throw Constraint.violation("maxResults", text, "Member must be 1 to 1000");
        }
        return Integer.parseInt(text);
    }

    private static @Nullable Instant time(String name, Map<String, String> query) {
        String text = query.get(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Constraint.violation(name, text, "Member must be an ISO-8601 timestamp");
        }
    }

    private static void requireOneOf(String name, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw Constraint.violation(
                    name,
                    value,
                    "Member must satisfy enum value set: "
                            + allowed.stream().sorted().toList());
        }
    }
}
