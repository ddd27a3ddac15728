package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.JobArn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where else a job can be seen.
 *
 * @param console the job in the AWS console; null where its address is not known
 * @param api the job in the API, from the root of the pages; null for one that is not shown there
 * @param transitions those of the job, from the root of the pages
 */
public record JobLinks(@Nullable String console, @Nullable String api, String transitions) {
    /** The hosts of the console by the partition of AWS. */
    private static final Map<String, String> CONSOLES = Map.of(
            "aws", "console.aws.amazon.com",
            "aws-us-gov", "console.amazonaws-us-gov.com");

    private static final Pattern OF_AWS = Pattern.compile("(?i).+\\.(amazonaws\\.com|api\\.aws)");

    /**
     * Returns the links of a job.
     *
     * @param shown whether the view has the job, so that the API does
     * @param endpointUrl at which jobs are asked for; empty for AWS's own. The console does not know the jobs of others
     */
    static JobLinks of(JobArn job, boolean shown, Optional<URI> endpointUrl) {
        QueryString transitions = QueryString.EMPTY
                .with("account_id", job.accountId())
                .with("region", job.region())
                .with("job_id", job.jobId());
        return new JobLinks(
                endpointUrl.filter(url -> !isOfAws(url)).isPresent() ? null : console(job),
                shown ? "api/v1/" + JobLink.path(job) : null,
                "transitions" + transitions.link());
    }

    private static boolean isOfAws(URI url) {
        return url.getHost() != null && OF_AWS.matcher(url.getHost()).matches();
    }

    private static @Nullable String console(JobArn job) {
        String partition = job.value().split(":", 3)[1];
        String host = CONSOLES.get(partition);
        return host == null
                ? null
                : "https://" + host + "/bedrock/home?region=" + Urls.query(job.region()) + "#/batch-inference/"
                        + Urls.segment(job.jobId());
    }
}
