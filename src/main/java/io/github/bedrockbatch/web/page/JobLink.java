package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;

/**
 * A link to the page of a job.
 *
 * @param path from the root of the pages, without a leading slash
 * @param name of the job
 */
public record JobLink(String path, String name, String id) {
    static JobLink of(JobSnapshot job) {
        JobArn arn = job.arn();
        return new JobLink(
                "jobs/" + Urls.segment(arn.accountId()) + "/" + Urls.segment(arn.region()) + "/" + Urls.segment(arn.jobId()),
                Quoted.visible(job.name()),
                Quoted.visible(arn.jobId()));
    }
}
