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
        return new JobLink(
                path(job.arn()),
                Quoted.visible(job.name()),
                Quoted.visible(job.arn().jobId()));
    }

    static String path(JobArn job) {
        return "jobs/" + Urls.segment(job.accountId()) + "/" + Urls.segment(job.region()) + "/"
                + Urls.segment(job.jobId());
    }
}
