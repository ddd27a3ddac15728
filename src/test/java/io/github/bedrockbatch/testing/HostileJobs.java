package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.VpcConfig;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Jobs as no service should send them. */
public final class HostileJobs {
    private HostileJobs() {}

    /** Jobs of any words, texts, times and counts. */
    public static Arbitrary<JobSnapshot> jobs() {
        Arbitrary<JobSnapshot> bare = Combinators.combine(arns(), statuses(), times(), texts(), texts())
                .as((arn, status, submitTime, name, model) -> JobSnapshot.builder(arn, status, submitTime)
                        .name(name)
                        .modelId(model)
                        .build());
        Arbitrary<JobSnapshot> timed = Combinators.combine(
                        bare,
                        times().injectNull(0.3),
                        times().injectNull(0.3),
                        times().injectNull(0.3),
                        Arbitraries.integers().injectNull(0.3))
                .as((job, modified, end, expiration, hours) -> job.toBuilder()
                        .lastModifiedTime(modified)
                        .endTime(end)
                        .jobExpirationTime(expiration)
                        .timeoutDurationInHours(hours)
                        .build());
        return Combinators.combine(timed, texts().injectNull(0.3), texts().injectNull(0.3), counts())
                .as((job, message, detail, counts) ->
                        detailed(job, detail).message(message).counts(counts).build());
    }

    /** Moments of the first, the last and the present years, to the nanosecond. */
    public static Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(1_577_836_800L, 253_402_300_799L),
                                Arbitraries.longs().between(1_795_000_000L, 1_795_000_100L)),
                        Arbitraries.of(0, 1, 1_000_000, 123_456_789, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    /** Statuses that are known, and words that are not. */
    public static Arbitrary<JobStatus> statuses() {
        return Arbitraries.oneOf(
                Arbitraries.of(JobStatus.Known.class), HostileTexts.texts().map(JobStatus::of));
    }

    /** All of these, each for the parameters of its type. */
    public static final class Values extends DomainContextBase {
        @Provide
        Arbitrary<JobSnapshot> jobs() {
            return HostileJobs.jobs();
        }

        @Provide
        Arbitrary<JobStatus> statuses() {
            return HostileJobs.statuses();
        }

        @Provide
        Arbitrary<Instant> times() {
            return HostileJobs.times();
        }
    }

    private static Arbitrary<String> texts() {
        return HostileTexts.texts();
    }

    private static Arbitrary<JobArn> arns() {
        return Arbitraries.of("abc123def456", "ODD/é", "a:b", "\ud83d\ude00", "\"}", "{}", "\\n", "%", "x".repeat(1900))
                .map(id -> JobArn.restore("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/" + id));
    }

    private static Arbitrary<RecordCounts> counts() {
        Arbitrary<@Nullable Long> count = Arbitraries.longs().greaterOrEqual(0).injectNull(0.3);
        return Combinators.combine(count, count, count, count).as(RecordCounts::new);
    }

    private static JobSnapshot.Builder detailed(JobSnapshot job, @Nullable String detail) {
        JobSnapshot.Builder builder =
                job.toBuilder().clientRequestToken(detail).roleArn(detail).modelInvocationType(detail);
        return detail == null
                ? builder
                : builder.inputDataConfig(new InputDataConfig(null, detail, detail))
                        .outputDataConfig(new OutputDataConfig(detail, null, detail))
                        .vpcConfig(new VpcConfig(List.of(detail), List.of()));
    }
}
