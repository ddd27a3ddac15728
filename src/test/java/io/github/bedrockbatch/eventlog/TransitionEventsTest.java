package io.github.bedrockbatch.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class TransitionEventsTest {
    private final TransitionEvents events = new TransitionEvents(new FailureMessages(true));

    @Test
    void tellsEveryFieldOfATransition() {
        Transition transition = Samples.transition(Samples.job(Known.FAILED), Known.IN_PROGRESS);
        Event event = format(events, new JournalEvent.Transitioned(transition));
        assertThat(event.level()).isEqualTo(Level.ERROR);
        assertThat(event.message()).isEqualTo("Job nightly-1 went from InProgress to Failed");
        assertThat(event.fields().entrySet().stream().map(field -> field.getKey() + "=" + field.getValue()))
                .containsExactly(
                        "event=job_transition",
                        "transition_id=" + transition.id(),
                        "job_arn=arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456",
                        "job_id=abc123def456",
                        "job_name=nightly-1",
                        "model_id=amazon.nova-lite-v1:0",
                        "account_id=123456789012",
                        "region=us-east-1",
                        "from=InProgress",
                        "to=Failed",
                        "kind=expected",
                        "submit_time=2026-11-01T10:00:00Z",
                        "last_modified_time=2026-11-01T10:10:00Z",
                        "expiration_time=2026-11-02T10:00:00Z",
                        "observed_at=2026-11-01T10:10:12.500Z",
                        "detection_delay_seconds=12.5",
                        "seconds_in_previous_status=500",
                        "failure_message=no access",
                        "total_records=10",
                        "processed_records=9",
                        "success_records=7",
                        "error_records=2",
                        "output_s3_uri=s3://bucket/out/");
    }

    @Test
    void numbersAreNumbers() {
        Event event = format(events, Samples.transitioned(Samples.job(Known.FAILED), Known.IN_PROGRESS));
        assertThat(event.fields())
                .containsEntry("detection_delay_seconds", new BigDecimal("12.5"))
                .containsEntry("total_records", 10L);
    }

    @Test
    void leavesOutWhatIsUnknown() {
        JobSnapshot bare = JobSnapshot.builder(Samples.ARN, Known.VALIDATING, Samples.SUBMITTED)
                .build();
        assertThat(format(events, Samples.transitioned(bare, Known.SUBMITTED)).fields())
                .doesNotContainKeys(
                        "last_modified_time",
                        "expiration_time",
                        "failure_message",
                        "total_records",
                        "processed_records",
                        "success_records",
                        "error_records",
                        "output_s3_uri")
                .doesNotContainValue(null);
    }

    @Test
    void keepsTheMessageToItselfWhenToldTo() {
        TransitionEvents discreet = new TransitionEvents(new FailureMessages(false));
        JobSnapshot job = Samples.job(Known.FAILED);
        Stream.of(Samples.transitioned(job, Known.IN_PROGRESS), new Settled(job, Samples.SUBMITTED))
                .map(event -> format(discreet, event))
                .forEach(event -> assertThat(event.toString()).doesNotContain("failure_message", "no access"));
    }

    @ParameterizedTest
    @CsvSource({
        "InProgress, Failed, ERROR",
        "Scheduled, Expired, ERROR",
        "Completed, Failed, ERROR",
        "InProgress, PartiallyCompleted, WARN",
        "Stopping, Stopped, WARN",
        "Completed, InProgress, WARN",
        "InProgress, Paused, WARN",
        "InProgress, Completed, INFO",
        "Submitted, Scheduled, INFO",
        "Paused, Completed, INFO"
    })
    void levelFollowsStatusAndKind(String from, String to, Level level) {
        JournalEvent event = Samples.transitioned(Samples.job(JobStatus.of(to)), JobStatus.of(from));
        assertThat(format(events, event).level()).isEqualTo(level);
    }

    @Test
    void tellsSettledCountsWithAnIdOfTheirOwn() {
        Settled settled = new Settled(Samples.job(Known.COMPLETED), Samples.SUBMITTED.plusSeconds(720));
        Event event = format(events, settled);
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.message()).isEqualTo("The record counts of job nightly-1, Completed, are final");
        assertThat(event.fields())
                .containsEntry("event", "job_settled")
                .containsEntry("job_arn", Samples.ARN.value())
                .containsEntry("status", "Completed")
                .containsEntry("settled_at", "2026-11-01T10:12:00Z")
                .containsEntry("success_records", 7L)
                .containsEntry("failure_message", "no access")
                .doesNotContainKey("transition_id");
        assertThat(event.fields().get("settled_id")).asString().matches("[0-9a-f]{32}");
        assertThat(format(events, settled)).isEqualTo(event);
    }

    @Test
    void tellsTheTokensOfAManifestWithAnIdOfTheirOwn() {
        JobSnapshot job = Samples.job(Known.COMPLETED);
        Instant readAt = Samples.SUBMITTED.plusSeconds(603);
        Event event = format(events, new ManifestRead(job, new TokenCounts(120L, null, 70L, 9L), readAt));
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.message()).isEqualTo("The tokens of job nightly-1 were read from its output manifest");
        Object id = event.fields().get("manifest_id");
        assertThat(id).asString().matches("[0-9a-f]{32}");
        assertThat(event.fields().entrySet().stream().map(field -> field.getKey() + "=" + field.getValue()))
                .containsExactly(
                        "event=job_manifest",
                        "manifest_id=" + id,
                        "job_arn=arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456",
                        "job_id=abc123def456",
                        "job_name=nightly-1",
                        "model_id=amazon.nova-lite-v1:0",
                        "account_id=123456789012",
                        "region=us-east-1",
                        "status=Completed",
                        "submit_time=2026-11-01T10:00:00Z",
                        "last_modified_time=2026-11-01T10:10:00Z",
                        "read_at=2026-11-01T10:10:03Z",
                        "input_tokens=120",
                        "cache_read_tokens=70",
                        "cache_write_tokens=9");
        Event settled = format(events, new Settled(job, readAt));
        assertThat(settled.fields().get("settled_id")).isNotEqualTo(id);
    }

    private static Event format(TransitionEvents events, JournalEvent event) {
        return events.format(new JournalEntry(1, event));
    }
}
