package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.JobArn;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that will ever happen to one simulated job, unless it is stopped.
 *
 * @param id 12 characters of a-z and 0-9
 * @param records the number of input records
 * @param errors how many of them fail
 * @param submitted when, in whole milliseconds
 * @param timings as they pass on the simulator's clock, speed included
 * @param message the reason that Get gives in the end; absent: one that AWS was seen to give
 * @param counted false: the record counts are absent, as in answers before April 2026
 */
public record JobScript(
        String account,
        String region,
        String id,
        JobRequest request,
        Outcome outcome,
        long records,
        long errors,
        Instant submitted,
        Timings timings,
        @Nullable String message,
        boolean counted) {

    public JobScript {
        require(account.matches("[0-9]{12}"), account, "an account has 12 digits");
        require(region.matches("[a-z0-9-]{1,20}"), region, "not a region");
        require(id.matches("[a-z0-9]{12}"), id, "a job id has 12 characters of a-z and 0-9");
        require(records >= 0, records, "records must not be negative");
        require(errors >= 0 && errors <= records, errors, "errors must be 0 to records (" + records + ")");
        submitted = submitted.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A job of 1,000 records with an id that follows from the other arguments. */
    public static JobScript of(
            String account, String region, String name, Outcome outcome, Instant submitted, Timings timings) {
        return new JobScript(
                account,
                region,
                idFor(account, region, name),
                JobRequest.of(account, name, "anthropic.claude-3-haiku-20240307-v1:0"),
                outcome,
                1000,
                outcome == Outcome.COMPLETED_WITH_ERRORS ? 100 : 0,
                submitted,
                timings,
                null,
                true);
    }

    /** The same job under another id. */
    public JobScript withId(String other) {
        return copy(other, request, records, errors, submitted, message, counted);
    }

    /** The same job asked for in another way. */
    public JobScript withRequest(JobRequest other) {
        return copy(id, other, records, errors, submitted, message, counted);
    }

    /** The same job with other record counts. */
    public JobScript withRecords(long total, long failing) {
        return copy(id, request, total, failing, submitted, message, counted);
    }

    /** The same job with a reason of its own. */
    public JobScript withMessage(@Nullable String other) {
        return copy(id, request, records, errors, submitted, other, counted);
    }

    /** The same job with no record counts in its answers. */
    public JobScript withoutCounts() {
        return copy(id, request, records, errors, submitted, message, false);
    }

    /** The n-th of a series of such jobs: another name, another id, so much later. */
    JobScript repeated(long n, Duration after) {
        String name = request.name() + "-" + String.format(Locale.ROOT, "%04d", n);
        return copy(
                idFor(account, region, name),
                request.named(name),
                records,
                errors,
                submitted.plus(after),
                message,
                counted);
    }

    public String arn() {
        return "arn:" + JobArn.partition(region) + ":bedrock:" + region + ":" + account + ":model-invocation-job/" + id;
    }

    String finalMessage() {
        if (message != null) {
            return message;
        }
        return switch (outcome) {
            case FAILED -> "Could not validate GetObject permissions to access S3 bucket";
            case FAILED_IN_PROGRESS -> "Customer doesn't have permissions to invokeModel";
            case EXPIRED -> "The job did not begin before its timeout.";
            case COMPLETED, COMPLETED_WITH_ERRORS, PARTIALLY_COMPLETED, STOPPED -> "";
        };
    }

    /** Returns an id of the right form that depends on nothing but the arguments. */
    public static String idFor(String account, String region, String name) {
        byte[] seed = (account + "/" + region + "/" + name).getBytes(StandardCharsets.UTF_8);
        try {
            String digits =
                    new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(seed)).toString(36);
            return digits.substring(digits.length() - 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private JobScript copy(
            String otherId,
            JobRequest otherRequest,
            long otherRecords,
            long otherErrors,
            Instant otherSubmitted,
            @Nullable String otherMessage,
            boolean otherCounted) {
        return new JobScript(
                account,
                region,
                otherId,
                otherRequest,
                outcome,
                otherRecords,
                otherErrors,
                otherSubmitted,
                timings,
                otherMessage,
                otherCounted);
    }

    private static void require(boolean rule, Object value, String text) {
        if (!rule) {
            throw new IllegalArgumentException("\"" + value + "\": " + text);
        }
    }
}
