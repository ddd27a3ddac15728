package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.web.page.JobPage.Command;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes the commands and queries by which a job is asked for. */
final class JobCommands {
    /** What a shell takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/_.-]+");

    private JobCommands() {}

    /** @param endpointUrl at which the job is asked for, too; empty for AWS's own */
    static List<Command> of(JobArn job, Optional<URI> endpointUrl) {
        String options = " get-model-invocation-job \\\n  --job-identifier " + quoted(job.value()) + " \\\n  --region "
                + quoted(job.region())
                + endpointUrl
                        .map(url -> " \\\n  --endpoint-url " + quoted(url.toString()))
                        .orElse("");
        return List.of(
                new Command("AWS CLI", "aws bedrock" + options),
                new Command("This program", "java -jar bedrock-batch-exporter.jar" + options),
                new Command("PromQL: its status", "bedrock_batch_job_status" + selector(job) + " == 1"),
                new Command(
                        "PromQL: the share of its records that were processed",
                        "bedrock_batch_job_processed_records" + selector(job) + "\n  / bedrock_batch_job_total_records"
                                + selector(job)));
    }

    private static String quoted(String text) {
        String visible = Quoted.visible(text);
        return PLAIN.matcher(visible).matches() ? visible : "'" + visible.replace("'", "'\\''") + "'";
    }

    private static String selector(JobArn job) {
        return "{account_id=\"" + escaped(job.accountId()) + "\",region=\"" + escaped(job.region()) + "\",job_id=\""
                + escaped(job.jobId()) + "\"}";
    }

    private static String escaped(String text) {
        return Quoted.visible(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
