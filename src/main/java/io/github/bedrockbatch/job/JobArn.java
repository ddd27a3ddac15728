package io.github.bedrockbatch.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Amazon Resource Name of a model invocation job.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelInvocationJob.html">GetModelInvocationJob</a>
 */
public record JobArn(String value, String region, String accountId, String jobId) implements Comparable<JobArn> {
    /** The partitions of AWS that may have Bedrock, as a regular expression without groups. */
    public static final String PARTITION = "(?:aws|aws-us-gov|aws-iso(?:-[a-z])?|aws-eusc)";

    private static final Pattern STRICT = Pattern.compile(
            "arn:" + PARTITION + ":bedrock:([a-z0-9-]{1,20}):([0-9]{12}):model-invocation-job/([a-z0-9]{12})");
    private static final Pattern LENIENT =
            Pattern.compile("arn:[^:\\s]+:bedrock:([^:\\s]+):([^:\\s]+):model-invocation-job/(\\S+)");
    /** AWS's ids are 12 lower-case letters and digits; other servers send UUIDs and the like. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** Whatever is no character to be seen, such as half a surrogate pair, which no encoding can carry. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}]");

    private static final int MAX_LENGTH = 2048;

    /**
     * Reads what a user wrote, by the service's own pattern.
     *
     * @throws IllegalArgumentException if it is not the ARN of a model invocation job
     */
    public static JobArn parse(String value) {
        Matcher matcher = STRICT.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(value + ": must be the ARN of a model invocation job, such as "
                    + "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");
        }
        return new JobArn(value, matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /**
     * Reads what the service sent. An id of another shape is no reason to lose a job: one of up to 64 letters, digits,
     * hyphens and underscores is accepted, but nothing that could be a path or a part of one.
     *
     * @throws IllegalArgumentException if region, account or id cannot be told from it
     */
    public static JobArn read(String value) {
        JobArn arn = restore(value);
        if (!ID.matcher(arn.jobId()).matches()) {
            throw new IllegalArgumentException(
                    value + ": must end with the id of a job, of at most 64 letters, digits, hyphens and underscores");
        }
        return arn;
    }

    /**
     * Reads what was stored, whatever the id: an earlier version may have accepted more than {@link #read} does.
     *
     * @throws IllegalArgumentException if region, account or id cannot be told from it
     */
    public static JobArn restore(String value) {
        Matcher matcher = LENIENT.matcher(value);
        if (value.length() > MAX_LENGTH || UNPRINTABLE.matcher(value).find() || !matcher.matches()) {
            throw new IllegalArgumentException(value + ": must name a region, an account and a model-invocation-job");
        }
        return new JobArn(value, matcher.group(1), matcher.group(2), matcher.group(3));
    }

    @Override
    public int compareTo(JobArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
