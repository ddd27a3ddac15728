package io.github.bedrockbatch.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.web.testing.FakeFleet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ApiTest {
    private final FakeFleet fleet = FullJob.fleet();
    private final ApiServer api = new ApiServer(fleet);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aJobHasAllThatIsKnownOfIt() throws IOException, InterruptedException {
        JsonNode job = api.data(FullJob.PATH);

        assertThat(job.path("job_arn").stringValue()).isEqualTo(Examples.arn(1).value());
        assertThat(job.path("account_name").stringValue()).isEqualTo("prod");
        assertThat(job.path("model").stringValue()).isEqualTo("amazon.nova-lite-v1:0");
        assertThat(job.path("end_time").stringValue()).isEqualTo("2026-11-20T12:01:30Z");
        assertThat(job.path("status_observed_at").stringValue()).isEqualTo("2026-11-20T12:01:31.500Z");
        assertThat(job.path("cache_write_tokens").longValue()).isEqualTo(4);
        assertThat(job.path("tags").path("team").stringValue()).isEqualTo("search");
        assertThat(job.path("transitions")
                        .path(0)
                        .path("detection_delay_seconds")
                        .doubleValue())
                .isEqualTo(1.5);
        assertThat(job.path("transitions")
                        .path(0)
                        .path("seconds_in_previous_status")
                        .toString())
                .isEqualTo("60");
    }

    @Test
    void whatIsNotKnownIsAbsent() throws IOException, InterruptedException {
        JsonNode job = api.data("/api/v1/jobs?status=InProgress").path("items").path(0);

        assertThat(job.propertyNames())
                .containsExactly(
                        "job_arn",
                        "job_id",
                        "job_name",
                        "model_id",
                        "account_id",
                        "account_name",
                        "region",
                        "model",
                        "status",
                        "source",
                        "lookup_success",
                        "submit_time",
                        "status_changed_time");
        assertThat(job.path("lookup_success").booleanValue()).isFalse();
    }

    @Test
    void listsArePaged() throws IOException, InterruptedException {
        JsonNode first = api.data("/api/v1/jobs?limit=1");
        JsonNode second = api.data(
                "/api/v1/jobs?limit=1&cursor=" + first.path("next_cursor").stringValue());
        JsonNode targets = api.data("/api/v1/targets?limit=1");
        JsonNode others =
                api.data("/api/v1/targets?cursor=" + targets.path("next_cursor").stringValue());

        assertThat(first.path("items").path(0).path("job_id").stringValue()).isEqualTo("job000000001");
        assertThat(second.path("items").path(0).path("job_id").stringValue()).isEqualTo("job000000002");
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(targets.path("items").path(0).path("last_error").stringValue())
                .isEqualTo("AccessDenied");
        assertThat(others.path("items").path(0).path("account_id").stringValue())
                .isEqualTo("unknown");
        assertThat(others.has("next_cursor")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /api/v1/jobs?status=Done          | 400 | bad_data  | "Done": status must be one of
        /api/v1/jobs?x=1                  | 400 | bad_data  | "x": unknown parameter. Known parameters:
        /api/v1/transitions?status=Failed | 400 | bad_data  | "status": unknown parameter. Known parameters:
        /api/v1/targets?limit=0           | 400 | bad_data  | "0": limit must be
        /api/v1/openapi.json?x            | 400 | bad_data  | "x": unknown parameter. Known parameters: none
        /api/v1/jobs/1/us-east-1/a        | 400 | bad_data  | "1": account_id must be
        /api/v1/jobs/123456789012/us-east-1/a%2Fb | 400 | bad_data | "a/b": job_id must be
        /api/v1/jobs/123456789012/us-east-1/nojob | 404 | not_found | No job nojob is shown in 123456789012/us-east-1. It is not watched
        /api/v1/jobs/                     | 404 | not_found | Not found
        /api/v2                           | 404 | not_found | Not found
        """)
    void errorsAreInTheEnvelope(String path, int status, String type, String error)
            throws IOException, InterruptedException {
        assertError(api.get(path), status, type, error);
    }

    @Test
    void whileTheStoreIsAwayWhatComesFromTheViewIsAnswered() throws IOException, InterruptedException {
        fleet.breakDown();

        for (String path : List.of("/api/v1/transitions", FullJob.PATH)) {
            assertError(api.get(path), 503, "unavailable", "The store cannot be read.");
            assertThat(api.get(path).body()).doesNotContain("secret");
            assertThat(api.get(path).headers().firstValue("Retry-After")).contains("5");
        }
        assertThat(api.get("/api/v1/jobs").statusCode()).isEqualTo(200);
        assertThat(api.get("/api/v1/targets").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/jobs", FullJob.PATH, "/api/v1/transitions", "/api/v1/targets"})
    void untilTheStateIsRestoredThereIsNothingToTell(String path) throws IOException, InterruptedException {
        fleet.unrestore();

        assertError(api.get(path), 503, "unavailable", "The state is not yet restored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"})
    void otherMethodsAreRefused(String method) throws IOException, InterruptedException {
        HttpResponse<String> response = api.send(method, "/api/v1/jobs");

        assertError(response, 405, "bad_data", method + ": use GET, HEAD");
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void headHasTheHeadersAlone() throws IOException, InterruptedException {
        HttpResponse<String> head = api.send("HEAD", "/api/v1/jobs");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length"))
                .hasValue(api.get("/api/v1/jobs").body().length());
    }

    @Test
    void oneRequestMoreThanTheMaximumIsToldSoInTheEnvelope() throws IOException, InterruptedException {
        try (ApiServer busy = new ApiServer(fleet, 0)) {
            assertError(busy.get("/api/v1/jobs"), 503, "unavailable", "Too many concurrent requests");
        }
    }

    @Test
    void failureMessagesAreHiddenEverywhereFromOneMomentToTheNext() throws IOException, InterruptedException {
        List<String> paths = List.of("/api/v1/jobs", FullJob.PATH, "/api/v1/transitions");
        for (String path : paths) {
            assertThat(api.get(path).body()).contains("No such model");
        }
        fleet.includeMessages(false);
        for (String path : paths) {
            assertThat(api.get(path).body()).doesNotContain("No such model").doesNotContain("failure_message");
        }
    }

    @Test
    void hostileTextIsEscaped() throws IOException, InterruptedException {
        String hostile = "</script>\"\\\u0000\u001b[31m\u0085\u2028\u202ename\ud83d\ude00" + "x".repeat(63);
        fleet.put(FullJob.row(
                FullJob.snapshot().toBuilder().name(hostile).message(hostile).build()));

        String body = api.get("/api/v1/jobs?name=%E2%80%AEname").body();

        assertThat(body.chars().filter(c -> c < ' ' || c > '~').boxed()).containsExactly((int) '\n');
        JsonNode job = api.data("/api/v1/jobs?name=%E2%80%AEname").path("items").path(0);
        assertThat(Stream.of("job_name", "failure_message")
                        .map(name -> job.path(name).stringValue()))
                .containsOnly(hostile);
    }

    @Test
    void aPageOfManyJobsIsBounded() throws IOException, InterruptedException {
        for (int number = 0; number < 10_000; number++) {
            fleet.put(JobRows.row("many" + number, "InProgress", Duration.ofMinutes(number)));
        }

        assertThat(api.data("/api/v1/jobs").path("items")).hasSize(100);
        assertThat(api.get("/api/v1/jobs").body().length()).isLessThan(100 * 1000);
        assertThat(api.data("/api/v1/jobs?limit=1000").path("items")).hasSize(1000);
        assertThat(fleet.entriesRead()).isZero();
        api.get(FullJob.PATH);
        assertThat(fleet.entriesRead()).isEqualTo(1);
    }

    private static void assertError(HttpResponse<String> response, int status, String type, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(response.body())
                .startsWith("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\""
                        + error.replace("\"", "\\\""));
    }
}
