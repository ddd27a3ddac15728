package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.metrics.ShownJobs;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.TagMemory;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that happens to what a source finds: polled, recorded, exposed, told. */
final class Watching {
    private final SettableClock clock = new SettableClock(HostileBedrock.NOW);
    private final JobStore store = new MemoryStore();
    private final ShownJobs metrics = new ShownJobs(store, clock, Duration.ofDays(1), 100, false);
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TargetPoll poll;
    private @Nullable CycleResult last;

    Watching(JobSource source) {
        store.open();
        registry.register(metrics);
        metrics.targets(List.of(HostileBedrock.TARGET));
        DiscoverySelector everything = Selecting.everything(Duration.ofDays(3650));
        Watches watches = new Watches(Set.of(HostileBedrock.ARN), List.of(everything), Duration.ofDays(3650), false);
        poll = new TargetPoll(
                HostileBedrock.TARGET,
                () -> watches,
                source,
                new FakeTagSource(),
                new TagMemory(),
                store,
                clock,
                new CycleLimits(Duration.ofSeconds(30), clock),
                LeaseHolder.ofSoleProcess(clock),
                List.of(result -> last = result));
    }

    /** What came of the last poll. */
    @Nullable
    CycleResult last() {
        return last;
    }

    /** Polls a day later, so that what waits is due, and tells of it. */
    void pollAndTell() {
        clock.advance(Duration.ofDays(1));
        poll.run();
        assertThat(Stored.jobs(store, HostileBedrock.TARGET))
                .hasSameSizeAs(store.changesSince(0).jobs());
        metrics.refresh();
        expose();
        store.read(0, 1000)
                .forEach(entry -> assertThat(new TransitionEvents(new FailureMessages(true))
                                .format(entry)
                                .fields())
                        .isNotEmpty());
    }

    private void expose() {
        ExpositionFormats formats = ExpositionFormats.init();
        assertEachSeriesOnce(written(formats.getPrometheusTextFormatWriter()));
        assertEachSeriesOnce(written(formats.getOpenMetricsTextFormatWriter()));
        assertThat(written(formats.getPrometheusProtobufWriter())).isNotEmpty();
    }

    private String written(ExpositionFormatWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void assertEachSeriesOnce(String text) {
        Set<String> seen = new HashSet<>();
        Arrays.stream(text.split("\n", -1))
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> assertThat(seen.add(line.substring(0, line.lastIndexOf(' '))))
                        .as(line)
                        .isTrue());
    }
}
