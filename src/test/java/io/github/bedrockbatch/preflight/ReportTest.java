package io.github.bedrockbatch.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.source.FetchResult.Denied;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

                Perhaps missing in the permissions of arn:aws:iam::123456789012:role/exporter:
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
                  "counts" : {
                    "allowed" : 2,
                    "denied" : 1,
                    "failed" : 0,
                    "unknown" : 0,
                    "not_asked" : 0
                  },
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
                    "certain" : false,
                    "statement" : {
                      "Sid" : "ListJobs",
                      "Effect" : "Allow",
                      "Action" : "bedrock:ListModelInvocationJobs",
                      "Resource" : "*"
                    }
                  } ]
                }""");
    }

    /** Every cell of the table is a value of the JSON, and so are the numbers of the last line. */
    @Test
    void bothOutputsTellTheSame() {
        String denial = "is not authorized to perform: bedrock:ListModelInvocationJobs because no identity-based policy"
                + " allows the bedrock:ListModelInvocationJobs action";
        aws.jobs(ONE + "/us-east-1").answerList(new Denied<>("AccessDeniedException", denial));
        aws.answerAssume(TWO, new Denied<>("AccessDeniedException", "no"));
        Report report = run(ROLES + CONFIGURATION + "\nmanifests: {enabled: true}");
        JsonNode json = new JsonMapper().readTree(report.toJson());

        List<String> cells = json.get("checks")
                .valueStream()
                .flatMap(check -> check.valueStream().map(JsonNode::asString))
                .toList();
        List<String> table = report.toText()
                .substring(0, report.toText().indexOf("\n\n"))
                .lines()
                .skip(1)
                .flatMap(line -> Stream.of(line.split(" {2,}", -1)))
                .toList();
        assertThat(cells).filteredOn(cell -> !cell.isEmpty()).containsExactlyElementsOf(table);
        assertThat(json.get("counts").toString())
                .isEqualTo("{\"allowed\":3,\"denied\":2,\"failed\":0,\"unknown\":1,\"not_asked\":2}");
        assertThat(report.toText()).endsWith("Denied, failed or not asked: 4 of 8 checks. Unknown: 1.\n");
        assertThat(json.get("missing_statements")
                        .valueStream()
                        .map(missing -> missing.get("certain").asBoolean()))
                .containsExactly(false, false, true);
        assertThat(report.toText().split("Perhaps missing in", -1)).hasSize(3);
        assertThat(report.toText()).contains("\n\nMissing in the permissions of arn:aws:iam::111111111111:role/");
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
