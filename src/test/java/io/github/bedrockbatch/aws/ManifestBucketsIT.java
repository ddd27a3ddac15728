package io.github.bedrockbatch.aws;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.AwsService;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.manifest.ManifestReader;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Read;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.TagMemory;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.testing.Buckets;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.LocalStack;
import io.github.bedrockbatch.testing.OnLocalStack;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.watch.Watches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Manifests in the buckets of a real S3, or one that is as good. */
@OnLocalStack
@Timeout(120)
class ManifestBucketsIT {
    private static final Target TARGET = Target.of(arn(1));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String MANIFEST = """
            {"totalRecordCount":2,"processedRecordCount":2,"successRecordCount":2,"errorRecordCount":0,
             "inputTokenCount":120,"outputTokenCount":45}
            """;

    @TempDir
    private Path directory = Path.of(".");

    private final Buckets buckets = new Buckets();
    private final AwsSession session = new AwsSession(
            Reach.at(null)
                    .services(Map.of(AwsService.S3, LocalStack.uri()))
                    .readTimeout(Duration.ofSeconds(10))
                    .connections(),
            true,
            Reach.limits(100),
            "1.2.3",
            (target, operation, duration, errorCode) -> {},
            InstantSource.system(),
            session -> Buckets.CREDENTIALS);

    @AfterEach
    void close() {
        session.close();
        buckets.close();
    }

    @Test
    void readsWhereverTheBucketIsAndHoweverItIsEncrypted() {
        buckets.make("manifests-here").put("manifests-here", key(1), MANIFEST);
        buckets.make("manifests-there", "eu-west-1").put("manifests-there", "a b/ü/" + key(1), MANIFEST);
        buckets.make("manifests-locked").encrypt("manifests-locked").put("manifests-locked", key(1), MANIFEST);

        assertThat(read("s3://manifests-here", null)).isEqualTo(new Read(new TokenCounts(120L, 45L, null, null)));
        assertThat(read("s3://manifests-here/", Buckets.OWNER)).isInstanceOf(Read.class);
        assertThat(read("s3://manifests-there/a b/ü/", null)).isInstanceOf(Read.class);
        assertThat(read("s3://manifests-locked/", null)).isInstanceOf(Read.class);
    }

    @Test
    void tellsWhatKeepsAManifestFromBeingRead() {
        buckets.make("manifests-odd").put("manifests-odd", "words/" + key(1), "no manifest");
        buckets.putBlank("manifests-odd", "long/" + key(1), (1 << 20) + 1);

        assertThat(cause("s3://manifests-odd/nothing/")).isEqualTo(Cause.ABSENT);
        assertThat(cause("s3://manifests-no-such-bucket/")).isEqualTo(Cause.ABSENT);
        assertThat(cause("s3://manifests-odd/words/")).isEqualTo(Cause.MALFORMED);
        assertThat(cause("s3://manifests-odd/long/")).isEqualTo(Cause.TOO_LARGE);
    }

    @Test
    void countsEachManifestOnceOverRestartsHoweverLateItComes() {
        buckets.make("manifests-late").put("manifests-late", key(1), MANIFEST);
        SettableClock clock = new SettableClock(NOON);
        List<String> attempts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            attempts.addAll(run(clock, false));
            clock.advance(Duration.ofSeconds(30));
        }
        buckets.put("manifests-late", key(2), MANIFEST);
        clock.advance(Duration.ofSeconds(30));
        attempts.addAll(run(clock, true));
        clock.advance(Duration.ofHours(5));
        attempts.addAll(run(clock, true));

        assertThat(attempts).containsExactly("job000000001 success", "job000000002 absent", "job000000002 success");
    }

    /** What a process does that starts, polls, reads the manifests that are due and ends; its attempts. */
    private List<String> run(SettableClock clock, boolean both) {
        FakeJobSource bedrock = new FakeJobSource(clock);
        bedrock.put(endedAt("s3://manifests-late/", 1));
        bedrock.put(endedAt("s3://manifests-late/", 2));
        Watches watches = new Watches(Set.of(), List.of(Selecting.everything(Duration.ofDays(7))), Duration.ZERO, true);
        List<String> attempts = new ArrayList<>();
        try (JobStore store = JdbcStore.sqlite(directory.resolve("exporter.db"))) {
            store.open();
            CycleLimits limits = new CycleLimits(Duration.ofSeconds(30), clock);
            new TargetPoll(
                            TARGET,
                            () -> watches,
                            bedrock,
                            new FakeTagSource(),
                            new TagMemory(),
                            store,
                            clock,
                            limits,
                            LeaseHolder.ofSoleProcess(clock),
                            List.of())
                    .run();
            new ManifestReader(
                            session::manifestSource,
                            store,
                            clock,
                            clock,
                            LeaseHolder.ofSoleProcess(clock),
                            List.of((job, result, gaveUp) ->
                                    attempts.add(job.arn().jobId() + " " + result.label())))
                    .read(TARGET);
            long jobs = both ? 2 : 1;
            assertThat(tokens(store)).isEqualTo(Map.of("input", 120 * jobs, "output", 45 * jobs));
        }
        return attempts;
    }

    private static Map<String, Long> tokens(JobStore store) {
        return store.changesSince(0).totals().entrySet().stream()
                .filter(total -> total.getKey().total() == Total.TOKENS)
                .collect(Collectors.toMap(total -> total.getKey().first(), Map.Entry::getValue));
    }

    private ManifestResult read(String uri, @Nullable String owner) {
        JobSnapshot job = endedAt(uri, 1).toBuilder()
                .outputDataConfig(new OutputDataConfig(uri, null, owner))
                .build();
        return session.manifestSource(TARGET).read(job, LONG);
    }

    private Cause cause(String uri) {
        return switch (read(uri, null)) {
            case Read read -> throw new AssertionError(read);
            case Unread unread -> unread.cause();
        };
    }

    private static JobSnapshot endedAt(String uri, int number) {
        return job(number, Known.COMPLETED, NOON.minusSeconds(600), NOON.minusSeconds(10)).toBuilder()
                .outputDataConfig(new OutputDataConfig(uri, null, null))
                .build();
    }

    private static String key(int number) {
        return arn(number).jobId() + "/manifest.json.out";
    }
}
