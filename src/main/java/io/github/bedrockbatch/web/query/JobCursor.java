package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.JobSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a job in the list of jobs, which has the newest submitted first. It stays where it is while jobs come and go.
 *
 * @param submitTime of the job
 * @param arn of the job, by which jobs are in order that were submitted at one time
 */
public record JobCursor(Instant submitTime, String arn) {
    /** Seconds, nanoseconds, and the ARN in Base64 for URLs, as a regular expression. */
    public static final String PATTERN =
            "(-?[0-9]{1,11})\\.([0-9]{1,9})\\.((?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?)";

    private static final Pattern TEXT = Pattern.compile(PATTERN);

    static JobCursor of(JobSnapshot job) {
        return new JobCursor(job.submitTime(), job.arn().value());
    }

    static JobCursor parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw BadParameterException.ofCursor(text);
        }
        Instant submitTime = Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        byte[] arn = Base64.getUrlDecoder().decode(parts.group(3));
        return new JobCursor(submitTime, new String(arn, StandardCharsets.UTF_8));
    }

    /** Returns whether a job comes after this place. */
    boolean isBefore(JobSnapshot job) {
        int byTime = job.submitTime().compareTo(submitTime);
        return byTime < 0 || (byTime == 0 && job.arn().value().compareTo(arn) > 0);
    }

    /** Returns what the client sends to go on from here. */
    public String text() {
        return submitTime.getEpochSecond() + "." + submitTime.getNano() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(arn.getBytes(StandardCharsets.UTF_8));
    }
}
