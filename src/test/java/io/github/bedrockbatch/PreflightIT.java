package io.github.bedrockbatch;

import static io.github.bedrockbatch.SimulatedAccounts.CALLER;
import static io.github.bedrockbatch.SimulatedAccounts.ONE;
import static io.github.bedrockbatch.SimulatedAccounts.TWO;
import static io.github.bedrockbatch.SimulatedAccounts.role;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what {@code --config.check=aws} says of a simulated AWS, and with which exit code it ends. */
class PreflightIT {
    private static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/222222222222/jobs";

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAccounts simulator;

    PreflightIT() throws IOException {
        simulator = new SimulatedAccounts(Map.of(ONE, "secret-of-one", TWO, ""));
    }

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void whereAllIsAllowedATableSaysSo() throws IOException {
        JobScript job = JobScript.of(
                ONE,
                "us-east-1",
                "nightly",
                Outcome.COMPLETED,
                Instant.now().minus(Duration.ofHours(1)),
                Timings.ofSeconds(1, 1, 1, 1, 1));
        simulator.add(job);

        try (ExporterProcess check = check("secret-of-one")) {
            assertThat(check.awaitExit()).isZero();
            assertThat(check.errors()).isEmpty();
            assertThat(check.output())
                    .startsWith("The configuration is valid.")
                    .contains("target 111111111111/us-east-1 by its role", "queue 222222222222/us-east-1 " + QUEUE)
                    .anyMatch(line -> line.matches("TARGET +ACTION +RESULT +DETAIL"))
                    .anyMatch(line -> line.matches("caller +sts:GetCallerIdentity +allowed +arn:aws:iam:.*"))
                    .anyMatch(line -> line.matches(role(ONE) + " +sts:AssumeRole +allowed"))
                    .anyMatch(line -> line.matches(
                            "111111111111/us-east-1 +bedrock:ListModelInvocationJobs +allowed +1 job submitted .*"))
                    .anyMatch(line -> line.matches(
                            "111111111111/us-east-1 +bedrock:GetModelInvocationJob +allowed +job " + job.id()))
                    .anyMatch(line -> line.matches(QUEUE + " +sqs:DeleteMessage +allowed .*"))
                    .endsWith("AWS allows what was asked. Unknown: 1.");
        }
    }

    @Test
    void whatIsDeniedIsToldWithTheStatementsThatAreMissing() throws IOException {
        for (String operation : List.of("ListModelInvocationJobs", "GetModelInvocationJob", "DeleteMessageBatch")) {
            simulator.faults().add(FaultRule.of(Fault.denied()).onOperation(operation));
        }

        try (ExporterProcess check = check("wrong", "--output=json")) {
            assertThat(check.awaitExit()).isEqualTo(1);
            assertThat(check.errors()).isEmpty();
            JsonNode report = new JsonMapper().readTree(String.join("\n", check.output()));
            assertThat(report.get("blind").asBoolean()).isTrue();
            assertThat(report.get("checks").valueStream().map(PreflightIT::row))
                    .containsExactly(
                            "caller sts:GetCallerIdentity allowed",
                            role(ONE) + " sts:AssumeRole denied",
                            role(TWO) + " sts:AssumeRole allowed",
                            "111111111111/us-east-1 bedrock:ListModelInvocationJobs not_asked",
                            "111111111111/us-east-1 bedrock:GetModelInvocationJob not_asked",
                            "222222222222/us-east-1 bedrock:ListModelInvocationJobs denied",
                            "222222222222/us-east-1 bedrock:GetModelInvocationJob denied",
                            QUEUE + " sqs:ReceiveMessage unknown",
                            QUEUE + " sqs:DeleteMessage denied");
            assertThat(report.get("missing_statements")
                            .valueStream()
                            .map(missing -> missing.get("policy").asString() + " of "
                                    + missing.at("/roles/0").asString() + ": "
                                    + missing.at("/statement/Action")))
                    .containsExactly(
                            "permissions of arn:aws:iam::123456789012:user/simulated:"
                                    + " [\"sts:AssumeRole\",\"sts:TagSession\"]",
                            "trust of " + role(ONE) + ": [\"sts:AssumeRole\",\"sts:TagSession\"]",
                            "permissions of " + role(TWO) + ": \"bedrock:ListModelInvocationJobs\"",
                            "permissions of " + role(TWO) + ": \"bedrock:GetModelInvocationJob\"",
                            "permissions of " + role(TWO) + ": [\"sqs:ReceiveMessage\",\"sqs:DeleteMessage\"]");
            assertThat(String.join("\n", check.output())).doesNotContain("wrong", "secret");
        }
    }

    @Test
    void aRegionThatHangsIsToldWhenItsTimeIsOver() throws IOException {
        simulator.faults().add(FaultRule.of(new Fault.Hang()).inAccount(ONE).onOperation("ListModelInvocationJobs"));

        try (ExporterProcess check = check("secret-of-one", "--output=json")) {
            assertThat(check.awaitExit()).isEqualTo(1);
            JsonNode report = new JsonMapper().readTree(String.join("\n", check.output()));
            assertThat(report.get("checks").valueStream().map(PreflightIT::row))
                    .contains(
                            "111111111111/us-east-1 bedrock:ListModelInvocationJobs failed",
                            "111111111111/us-east-1 bedrock:GetModelInvocationJob not_asked",
                            "222222222222/us-east-1 bedrock:ListModelInvocationJobs allowed");
            assertThat(report.get("missing_statements")).isEmpty();
        }
    }

    /** A pod on a node whose role may do what the pod's may not. Warnings of the log must not mix with the JSON. */
    @Test
    void credentialsOfTheNodeDoNotHideThatThePodsFail() throws IOException {
        Path profiles = Files.writeString(
                directory.resolve("credentials"),
                "[default]\naws_access_key_id = node\naws_secret_access_key = secret\n");
        Path token = Files.writeString(directory.resolve("token"), "no-jwt");
        Path file = Files.writeString(
                directory.resolve("exporter.yml"),
                "{aws: {endpoint_url: '" + simulator.uri() + "'}, discovery: [{regions: [us-east-1]}]}");
        Map<String, String> pod = Map.of(
                "AWS_ACCESS_KEY_ID",
                "",
                "AWS_SECRET_ACCESS_KEY",
                "",
                "AWS_REGION",
                "us-east-1",
                "AWS_SHARED_CREDENTIALS_FILE",
                profiles.toString(),
                "AWS_ROLE_ARN",
                role(CALLER),
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString());

        try (ExporterProcess check =
                ExporterProcess.start(directory, pod, "--config.file=" + file, "--config.check=aws", "--output=json")) {
            assertThat(check.awaitExit()).isEqualTo(1);
            JsonNode report = new JsonMapper().readTree(String.join("\n", check.output()));
            assertThat(report.get("checks").valueStream().map(PreflightIT::row))
                    .containsExactly(
                            "caller sts:GetCallerIdentity denied",
                            CALLER + "/us-east-1 bedrock:ListModelInvocationJobs not_asked",
                            CALLER + "/us-east-1 bedrock:GetModelInvocationJob not_asked");
            assertThat(report.at("/checks/0/detail").asString())
                    .startsWith("arn:aws:iam::" + CALLER
                            + ":user/simulated is used instead of the web identity, which failed:")
                    .contains("not a valid JWT");
        }
    }

    @Test
    void aBadConfigurationIsRefusedBeforeAnythingIsAsked() throws IOException {
        Path file = Files.writeString(directory.resolve("exporter.yml"), "discovery: [{regions: [nowhere]}]\n");
        try (ExporterProcess check =
                ExporterProcess.start(directory, "--config.file=" + file, "--config.check=aws", "--output=json")) {
            assertThat(check.awaitExit()).isEqualTo(2);
            assertThat(check.output()).isEmpty();
            assertThat(check.errors()).hasSize(1).first().asString().contains("nowhere");
        }
    }

    /** Without a value AWS is not asked, as before. */
    @Test
    void withoutAValueOnlyTheFileIsChecked() throws IOException {
        simulator.close();
        try (ExporterProcess check =
                ExporterProcess.start(directory, "--config.file=" + configuration("secret-of-one"), "--config.check")) {
            assertThat(check.awaitExit()).isZero();
            assertThat(check.output())
                    .startsWith("The configuration is valid.")
                    .endsWith("queue 222222222222/us-east-1 " + QUEUE);
        }
    }

    private ExporterProcess check(String externalId, String... further) throws IOException {
        String file = "--config.file=" + configuration(externalId);
        return further.length == 0
                ? ExporterProcess.start(directory, file, "--config.check=aws")
                : ExporterProcess.start(directory, file, "--config.check=aws", further[0]);
    }

    private Path configuration(String externalId) throws IOException {
        return Files.writeString(directory.resolve("exporter.yml"), """
                aws:
                  endpoint_url: "%s"
                  connect_timeout: 3s
                  read_timeout: 3s
                  accounts:
                    - {role_arn: "%s", external_id: %s}
                    - {role_arn: "%s"}
                discovery: [{regions: [us-east-1]}]
                notifications: {sqs_queues: ["%s"]}
                """.formatted(
                        simulator.uri(), role(ONE), externalId, role(TWO), QUEUE));
    }

    private static String row(JsonNode check) {
        return check.get("target").asString() + " " + check.get("action").asString() + " "
                + check.get("result").asString();
    }
}
