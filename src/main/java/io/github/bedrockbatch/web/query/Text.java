package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the texts of parameters. */
final class Text {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,20}");
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The labels of all statuses: AWS's words, and the one that stands for any other. */
    static final List<String> STATUSES = Stream.concat(
                    Stream.of(Known.values()).map(JobStatus::label), Stream.of(Unknown.LABEL))
            .toList();

    private Text() {}

    private static String checked(String name, String value, Pattern pattern, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw BadParameterException.of(name, value, rule);
        }
        return value;
    }

    static Set<String> accounts(Parameters parameters) {
        return Set.copyOf(
                parameters.all("account_id").stream().map(Text::account).toList());
    }

    static Set<String> regions(Parameters parameters) {
        return Set.copyOf(parameters.all("region").stream().map(Text::region).toList());
    }

    static Set<String> jobIds(Parameters parameters) {
        return Set.copyOf(parameters.all("job_id").stream().map(Text::jobId).toList());
    }

    static String account(String value) {
        return checked("account_id", value, ACCOUNT, "must be the 12 digits of an AWS account");
    }

    static String region(String value) {
        return checked("region", value, REGION, "must be an AWS region, such as us-east-1");
    }

    static String jobId(String value) {
        return checked(
                "job_id",
                value,
                JOB_ID,
                "must be the id of a job: at most 64 letters, digits, hyphens and underscores");
    }

    static Set<String> statuses(Parameters parameters, String name) {
        for (String status : parameters.all(name)) {
            if (!STATUSES.contains(status)) {
                throw BadParameterException.of(name, status, "must be one of " + String.join(", ", STATUSES));
            }
        }
        return Set.copyOf(parameters.all(name));
    }
}
