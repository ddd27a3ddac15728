package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.JobArn;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where else a job can be seen.
 *
 * @param console the page of batch inference in the AWS console; null where its address is not known
 * @param api the job in the API, from the root of the pages
 * @param transitions those of the job, from the root of the pages
 */
public record JobLinks(@Nullable String console, String api, String transitions) {
    /** The hosts of the console by the partition of AWS. */
    private static final Map<String, String> CONSOLES = Map.of(
            "aws", "console.aws.amazon.com",
            "aws-us-gov", "console.amazonaws-us-gov.com");

    /** A region becomes part of a host's name, so that none may lead elsewhere. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,25}");

    static JobLinks of(JobArn job) {
        QueryString transitions = QueryString.EMPTY
                .with("account_id", job.accountId())
                .with("region", job.region())
                .with("job_id", job.jobId());
        return new JobLinks(console(job), "api/v1/" + JobLink.path(job), "transitions" + transitions.link());
    }

    private static @Nullable String console(JobArn job) {
        String partition = job.value().split(":", 3)[1];
        String host = CONSOLES.get(partition);
        if (host == null || !REGION.matcher(job.region()).matches()) {
            return null;
        }
        return "https://" + job.region() + "." + host + "/bedrock/home?region=" + job.region() + "#/batch-inference";
    }
}
