package io.github.bedrockbatch.preflight;

import java.util.List;

/**
 * One row of the report.
 *
 * @param target what the daemon will ask about, such as {@code 123456789012/us-east-1}
 * @param action of IAM, such as {@code bedrock:ListModelInvocationJobs}
 * @param detail what AWS said, or what cannot be known; may be empty
 * @param missing what would allow a denied action; empty if no statement would
 */
public record Check(String target, String action, Result result, String detail, List<MissingStatement> missing) {
    public Check {
        missing = List.copyOf(missing);
    }
}
