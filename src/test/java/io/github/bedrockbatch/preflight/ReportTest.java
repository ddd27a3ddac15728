package io.github.bedrockbatch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.source.FetchResult.Denied;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both outputs. Scripts read the JSON: its members are part of the public interface. */
final class ReportTest extends PreflightFixture {
    private static final String CONFIGURATION = "discovery: [{regions: [us-east-1]}]";

    @Test
    void theTableTellsTargetActionAndResultAndWhatIsMissing() {
        aws.jobs("123456789012/us-east-1").denyList(true);

        assertThat(run(CONFIGURATION).toText()).isEqualTo("""
                TARGET                  ACTION                           RESULT   DETAIL
                caller                  sts:GetCallerIdentity            allowed  arn:aws:sts::123456789012:assumed-role/exporter/session
                123456789012/us-east-1  bedrock:ListModelInvocationJobs  denied   AccessDeniedException: not allowed to List
                123456789012/us-east-1  bedrock:GetModelInvocationJob    allowed  asked for a job that does not exist, as none is known

                Missing in the permissions of arn:aws:iam::123456789012:role/exporter:
                {
                  "Sid" : "ListJobs",
                  "Effect" : "Allow",
                  "Action" : "bedrock:ListModelInvocationJobs",
                  "Resource" : "*"
                }

                The exporter would be blind. Denied, failed or not asked: 1 of 3 checks.
                """);
    }

    @Test
    void theJsonTellsTheSame() {
        aws.jobs("123456789012/us-east-1").denyList(true);

        assertThat(run(CONFIGURATION).toJson()).isEqualTo("""
                {
                  "blind" : true,
                  "checks" : [ {
                    "target" : "caller",
                    "action" : "sts:GetCallerIdentity",
                    "result" : "allowed",
                    "detail" : "arn:aws:sts::123456789012:assumed-role/exporter/session"
                  }, {
                    "target" : "123456789012/us-east-1",
                    "action" : "bedrock:ListModelInvocationJobs",
                    "result" : "denied",
                    "detail" : "AccessDeniedException: not allowed to List"
                  }, {
                    "target" : "123456789012/us-east-1",
                    "action" : "bedrock:GetModelInvocationJob",
                    "result" : "allowed",
                    "detail" : "asked for a job that does not exist, as none is known"
                  } ],
                  "missing_statements" : [ {
                    "policy" : "permissions",
                    "roles" : [ "arn:aws:iam::123456789012:role/exporter" ],
                    "statement" : {
                      "Sid" : "ListJobs",
                      "Effect" : "Allow",
                      "Action" : "bedrock:ListModelInvocationJobs",
                      "Resource" : "*"
                    }
                  } ]
                }""");
    }

    @Test
    void theLastLineSaysThatAllIsWellAndWhatIsNotKnown() {
        assertThat(run(CONFIGURATION).toText()).endsWith("\n\nAWS allows what was asked.\n");
        assertThat(run(CONFIGURATION + "\nmanifests: {enabled: true}").toText())
                .endsWith("\n\nAWS allows what was asked. Unknown: 1.\n");
    }

    /** Whoever answers in AWS's place writes to no terminal, and breaks no encoding. */
    @Test
    void wordsOfAwsAreShownAsText() {
        aws.jobs("123456789012/us-east-1").answerList(new Denied<>("AccessDeniedException", "\u001b[2Jé"));
        Report report = run(CONFIGURATION);

        assertThat(report.toText()).contains("AccessDeniedException: ?[2Jé");
        assertThat(report.toJson())
                .contains("AccessDeniedException: \\u001B[2J\\u00E9")
                .matches("\\A\\p{ASCII}*\\z");
    }

    @Test
    void everyResultHasAWord() {
        assertThat(List.of(Result.values()).stream().map(Result::word))
                .containsExactly("allowed", "denied", "failed", "unknown", "not_asked");
    }
}
