package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SimulatorTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final Timings TIMINGS = Timings.ofSeconds(10, 10, 10, 10, 5);
    private static final String ACCOUNT = SimulatorConfig.DEFAULT_ACCOUNT;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private Simulator simulator;
    private SimulatorClient client;

    SimulatorTest() throws IOException {
        SimulatorConfig config = SimulatorConfig.of(Fleet.empty());
        simulator = Simulator.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), config, now::get);
        client = SimulatorClient.of(simulator);
    }

    private void restart(SimulatorConfig config) throws IOException {
        close();
        simulator = Simulator.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), config, now::get);
        client = SimulatorClient.of(simulator);
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, Submitted Validating Scheduled InProgress Completed",
        "COMPLETED_WITH_ERRORS, Submitted Validating Scheduled InProgress Completed",
        "PARTIALLY_COMPLETED, Submitted Validating Scheduled InProgress PartiallyCompleted",
        "FAILED, Submitted Validating Failed Failed Failed",
        "FAILED_IN_PROGRESS, Submitted Validating Scheduled InProgress Failed",
        "STOPPED, Submitted Validating Scheduled InProgress Stopping",
        "EXPIRED, Submitted Validating Scheduled Expired Expired"
    })
    void showsTheStatusOfTheInstant(Outcome outcome, String statuses) {
        JobScript script = add("job", outcome);
        for (String status : statuses.split(" ", -1)) {
            assertThat(text(client.job(script.id()), "status")).isEqualTo(status);
            pass(10);
        }
        assertThat(text(client.job(script.id()), "status")).isEqualTo(outcome.status());
    }

    @Test
    void countsAreZeroAtFirstThenLate() {
        JobScript script = add("job", Outcome.COMPLETED_WITH_ERRORS);
        pass(35);
        assertThat(client.job(script.id()).path("totalRecordCount").asLong(-1)).isZero();
        pass(60);
        JsonNode half = client.job(script.id());
        assertThat(half.path("processedRecordCount").asLong(-1)).isEqualTo(500);
        assertThat(half.path("errorRecordCount").asLong(-1)).isEqualTo(50);
        pass(10);
        assertThat(client.job(script.id()).path("successRecordCount").asLong(-1))
                .isEqualTo(900);
    }

    @Test
    void endTimeLies() {
        JobScript expired = add("expired", Outcome.EXPIRED);
        JobScript stopped = add("stopped", Outcome.STOPPED);
        JobScript completed = add("completed", Outcome.COMPLETED);
        pass(100);
        assertThat(text(client.job(expired.id()), "endTime")).isEqualTo("2026-11-01T10:00:20.000Z");
        assertThat(text(client.job(expired.id()), "lastModifiedTime")).isEqualTo("2026-11-01T10:00:30.000Z");
        assertThat(client.job(stopped.id()).has("endTime")).isFalse();
        assertThat(text(client.job(completed.id()), "endTime")).isEqualTo("2026-11-01T10:00:40.000Z");
    }

    @Test
    void listLeavesOutWhatGetTells() {
        JobScript script = add("job", Outcome.FAILED).withMessage(null);
        pass(60);
        JsonNode summary = summaries("").getFirst();
        assertThat(summary.has("message")).isFalse();
        assertThat(text(summary, "modelId")).startsWith("arn:aws:bedrock:us-east-1::foundation-model/");
        assertThat(text(client.job(script.id()), "message")).contains("GetObject");
    }

    @Test
    void getTakesAnEncodedArn() {
        JobScript script = add("job", Outcome.COMPLETED);
        String encoded = script.arn().replace(":", "%3A").replace("/", "%2F");
        assertThat(text(client.job(encoded), "jobArn")).isEqualTo(script.arn());
    }

    @Test
    void listFiltersAndSorts() {
        add("alpha-1", Outcome.COMPLETED);
        pass(10);
        add("alpha-2", Outcome.COMPLETED);
        pass(10);
        add("beta", Outcome.COMPLETED);
        assertThat(names("")).containsExactly("beta", "alpha-2", "alpha-1");
        assertThat(names("?sortOrder=Ascending")).containsExactly("alpha-1", "alpha-2", "beta");
        assertThat(names("?nameContains=alpha")).containsExactly("alpha-2", "alpha-1");
        assertThat(names("?statusEquals=Validating")).containsExactly("alpha-2");
        assertThat(names("?submitTimeAfter=2026-11-01T10%3A00%3A00Z")).containsExactly("beta", "alpha-2");
        assertThat(names("?submitTimeBefore=2026-11-01T10%3A00%3A10Z")).containsExactly("alpha-1");
    }

    @Test
    void pagesHoldWhileJobsArrive() {
        List.of("a", "b", "c").forEach(name -> add(name, Outcome.COMPLETED));
        JsonNode first = client.get("/model-invocation-jobs?maxResults=2&sortOrder=Ascending")
                .json();
        pass(1);
        add("d", Outcome.COMPLETED);
        JsonNode second = client.get(
                        "/model-invocation-jobs?maxResults=2&sortOrder=Ascending&nextToken=" + text(first, "nextToken"))
                .json();
        assertThat(first.path("invocationJobSummaries").size()).isEqualTo(2);
        assertThat(second.path("invocationJobSummaries").size()).isEqualTo(2);
        assertThat(second.has("nextToken")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/model-invocation-jobs?maxResults=0, 400, ValidationException",
        "/model-invocation-jobs?statusEquals=Done, 400, ValidationException",
        "/model-invocation-jobs?nextToken=bm90aGluZw, 400, ValidationException",
        "/model-invocation-jobs?nameContains=, 400, ValidationException",
        "/model-invocation-jobs?nameContains=under_score, 400, ValidationException",
        "/model-invocation-jobs?submitTimeAfter=yesterday, 400, ValidationException",
        "/model-invocation-job/NOT-AN-ID, 400, ValidationException",
        "/model-invocation-job/abcdefghijkl, 404, ResourceNotFoundException",
        "/foundation-models, 404, UnknownOperationException"
    })
    void errorsAreNamedInAHeader(String path, int status, String errorType) {
        SimulatorClient.Got got = client.get(path);
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.errorType()).isEqualTo(errorType);
        assertThat(text(got.json(), "message")).isNotEmpty();
    }

    @Test
    void stopBendsTheScript() {
        JobScript script = add("job", Outcome.COMPLETED);
        pass(15);
        assertThat(client.post("/model-invocation-job/" + script.id() + "/stop", "")
                        .status())
                .isEqualTo(200);
        assertThat(text(client.job(script.id()), "status")).isEqualTo("Stopping");
        pass(5);
        assertThat(text(client.job(script.id()), "status")).isEqualTo("Stopped");
        assertThat(client.post("/model-invocation-job/" + script.id() + "/stop", "")
                        .errorType())
                .isEqualTo("ValidationException");
        assertThat(simulator.jobs().getFirst().history(now.get()))
                .extracting(Timeline.Step::status)
                .containsExactly("Submitted", "Validating", "Stopping", "Stopped");
    }

    @Test
    void createsAJobThatEndsAsItsTagSays() throws IOException {
        restart(SimulatorConfig.of(Fleet.empty()).withSpeed(60).withNotFoundFor(Duration.ofSeconds(1)));
        String arn =
                text(client.post("/model-invocation-job", creation("new-job")).json(), "jobArn");
        String path = "/model-invocation-job/" + arn;
        assertThat(client.get(path).errorType()).isEqualTo("ResourceNotFoundException");
        pass(600);
        assertThat(text(client.get(path).json(), "status")).isEqualTo("Expired");
        assertThat(client.post("/model-invocation-job", creation("new-job")).errorType())
                .isEqualTo("ConflictException");
        assertThat(client.post("/model-invocation-job", creation("-")).errorType())
                .isEqualTo("ValidationException");
    }

    @Test
    void keepsRegionsAndAccountsApart() {
        JobScript script = add("job", Outcome.COMPLETED);
        assertThat(client.as("AKID", "us-west-2")
                        .get("/model-invocation-job/" + script.id())
                        .status())
                .isEqualTo(404);
        assertThat(client.as(Caller.sessionKey("210987654321"), "us-east-1")
                        .get("/model-invocation-job/" + script.id())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void throttlesByAccountAndRegion() throws IOException {
        restart(SimulatorConfig.of(Fleet.empty()).withRequestsPerSecond(2));
        assertThat(names("")).isEmpty();
        assertThat(names("")).isEmpty();
        assertThat(client.get("/model-invocation-jobs").errorType()).isEqualTo("ThrottlingException");
        assertThat(client.as("AKID", "us-west-2").get("/model-invocation-jobs").status())
                .isEqualTo(200);
        pass(1);
        assertThat(client.get("/model-invocation-jobs").status()).isEqualTo(200);
    }

    @Test
    void saysThatItIsHealthyWhateverIsWrong() {
        simulator.faults().add(FaultRule.of(Fault.denied()));
        assertThat(client.get("/-/healthy").status()).isEqualTo(200);
    }

    @Test
    void tellsTheTruthApart() {
        add("job", Outcome.STOPPED);
        pass(41);
        JsonNode job = client.get("/simulator/jobs").json().path("jobs").path(0);
        assertThat(text(job, "status")).isEqualTo("Stopping");
        assertThat(job.path("history").size()).isEqualTo(5);
        assertThat(job.path("timeline").size()).isEqualTo(6);
        assertThat(job.path("processedRecordCount").asLong(-1)).isEqualTo(500);
    }

    private JobScript add(String name, Outcome outcome) {
        JobScript script = JobScript.of(ACCOUNT, "us-east-1", name, outcome, now.get(), TIMINGS);
        simulator.add(script);
        return script;
    }

    private void pass(long seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    private List<String> names(String query) {
        return summaries(query).stream().map(job -> text(job, "jobName")).toList();
    }

    private List<JsonNode> summaries(String query) {
        JsonNode json = client.get("/model-invocation-jobs" + query).json();
        return StreamSupport.stream(json.path("invocationJobSummaries").spliterator(), false)
                .toList();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static String creation(String name) {
        return """
                {"jobName": "%s", "modelId": "m", "roleArn": "arn:aws:iam::123456789012:role/r",
                 "inputDataConfig": {"s3InputDataConfig": {"s3Uri": "s3://input"}},
                 "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://output"}},
                 "tags": [{"key": "simulator:outcome", "value": "Expired"}]}
                """.formatted(name);
    }
}
