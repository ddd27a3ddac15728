package io.github.bedrockbatch.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.eventlog.Event;
import io.github.bedrockbatch.eventlog.LoggerSink;
import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.testing.HostileJobs;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;

/** The event of any job is one line, from which every field can be read as it was. */
@Domain(HostileJobs.Values.class)
final class EventLinesFuzzTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void jsonReadsBack(@ForAll JobSnapshot job, @ForAll JobStatus from, @ForAll Instant observedAt) throws IOException {
        Event event = event(job, from, observedAt);
        try (Harness harness = written(event, LogFormat.JSON)) {
            JsonNode line = harness.json();
            assertThat(line.get("message").stringValue()).isEqualTo(event.message());
            event.fields()
                    .forEach((key, value) ->
                            assertThat(read(line.get(key), value)).isEqualTo(value));
            assertThat(line.size()).isEqualTo(event.fields().size() + 4);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void logfmtReadsBack(@ForAll JobSnapshot job, @ForAll JobStatus from, @ForAll Instant observedAt)
            throws IOException {
        Event event = event(job, from, observedAt);
        try (Harness harness = written(event, LogFormat.LOGFMT)) {
            Map<String, String> line = LogfmtReader.read(harness.text());
            assertThat(line).containsEntry("msg", event.message());
            event.fields().forEach((key, value) -> assertThat(line).containsEntry(key, text(value)));
            assertThat(line).hasSize(event.fields().size() + 4);
        }
    }

    private static Event event(JobSnapshot job, JobStatus from, Instant observedAt) {
        JobStatus to = job.status();
        Transition transition = new Transition(
                job, from, to, JobLifecycle.kind(from, to), job.submitTime(), job.changedAt(), observedAt);
        return new TransitionEvents(new FailureMessages(true))
                .format(new JournalEntry(1, new JournalEvent.Transitioned(transition)));
    }

    private static Harness written(Event event, LogFormat format) throws IOException {
        Harness harness = new Harness(Level.INFO, format);
        new LoggerSink(harness.logger(LoggerSink.LOGGER)).write(event);
        return harness;
    }

    private static Object read(JsonNode node, Object like) {
        return switch (like) {
            case BigDecimal number -> node.decimalValue().setScale(number.scale());
            case Long number -> node.longValue();
            default -> node.stringValue();
        };
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
