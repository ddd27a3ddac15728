package io.github.bedrockbatch.job;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Amazon Resource Name of a model invocation job.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetModelInvocationJob.html">GetModelInvocationJob</a>
 */
public record JobArn(String value, String region, String accountId, String jobId) implements Comparable<JobArn> {
    /** The partitions of AWS that may have Bedrock, as a regular expression without groups. */
    public static final String PARTITION = "(?:aws|aws-us-gov|aws-iso(?:-[a-z])?|aws-eusc)";

    /** The service's own pattern, as a regular expression whose groups are region, account and id. */
    public static final String PATTERN =
            "arn:" + PARTITION + ":bedrock:([a-z0-9-]{1,20}):([0-9]{12}):model-invocation-job/([a-z0-9]{12})";

    /** The partitions other than AWS's own by how the names of their regions begin. */
    private static final Map<String, String> ISOLATED = Map.of(
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "eu-isoe-", "aws-iso-e",
            "us-isof-", "aws-iso-f",
            "eusc-", "aws-eusc");

    private static final Pattern STRICT = Pattern.compile(PATTERN);
    private static final String RESOURCE = "model-invocation-job/";
    private static final int PARTS = 6;
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_ID_LENGTH = 64;

    /** The general categories of what is no character to be seen, such as half a surrogate pair, which no encoding can carry. */
    private static final int UNPRINTABLE = 1 << Character.CONTROL
            | 1 << Character.FORMAT
            | 1 << Character.SURROGATE
            | 1 << Character.PRIVATE_USE
            | 1 << Character.UNASSIGNED
            | 1 << Character.SPACE_SEPARATOR
            | 1 << Character.LINE_SEPARATOR
            | 1 << Character.PARAGRAPH_SEPARATOR;

    /** Makes the ARN of a job in a target, whose region's name tells the partition. */
    public static JobArn of(Target target, String jobId) {
        String region = target.region();
        String value =
                "arn:" + partition(region) + ":bedrock:" + region + ":" + target.accountId() + ":" + RESOURCE + jobId;
        return new JobArn(value, region, target.accountId(), jobId);
    }

    /** Returns the partition of AWS that a region is in, such as {@code aws-us-gov}, as its name tells. */
    public static String partition(String region) {
        return ISOLATED.entrySet().stream()
                .filter(prefix -> region.startsWith(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }

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
        if (!isId(arn.jobId())) {
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
        String[] parts = value.split(":", PARTS);
        boolean named = parts.length == PARTS
                && parts[0].equals("arn")
                && !parts[1].isEmpty()
                && parts[2].equals("bedrock")
                && !parts[3].isEmpty()
                && !parts[4].isEmpty()
                && parts[5].startsWith(RESOURCE)
                && parts[5].length() > RESOURCE.length();
        if (!named || value.length() > MAX_LENGTH || !isPrintable(value)) {
            throw new IllegalArgumentException(value + ": must name a region, an account and a model-invocation-job");
        }
        return new JobArn(
                value, SharedText.of(parts[3]), SharedText.of(parts[4]), parts[5].substring(RESOURCE.length()));
    }

    /** Returns whether it can be an id. AWS's are 12 lower-case letters and digits. Other servers send UUIDs and the like. */
    private static boolean isId(String id) {
        return id.length() <= MAX_ID_LENGTH
                && id.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || (c >= 'A' && c <= 'Z')
                                || c == '-'
                                || c == '_');
    }

    private static boolean isPrintable(String text) {
        int index = 0;
        while (index < text.length() && (1 << Character.getType(text.codePointAt(index)) & UNPRINTABLE) == 0) {
            index += Character.charCount(text.codePointAt(index));
        }
        return index == text.length();
    }

    /** An ARN is its text: the other components are parts of it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobArn arn && arn.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
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
