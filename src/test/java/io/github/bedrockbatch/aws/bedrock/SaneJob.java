package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold of every job that comes out of an answer, whatever was answered. */
final class SaneJob {
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = HostileBedrock.NOW.plus(Duration.ofDays(1));
    private static final Instant LAST_EXPIRATION = HostileBedrock.NOW.plus(Duration.ofDays(28));

    private SaneJob() {}

    static void check(JobSnapshot job) {
        assertThat(Target.of(job.arn())).isEqualTo(HostileBedrock.TARGET);
        assertThat(job.arn().value()).hasSizeLessThanOrEqualTo(2048).doesNotContainPattern("[\\p{C}\\p{Z}]");
        assertThat(job.status().word()).isNotBlank();
        assertThat(job.name()).isNotBlank();
        Stream.of(job.submitTime(), job.lastModifiedTime(), job.endTime()).forEach(time -> time(time, LATEST));
        time(job.jobExpirationTime(), LAST_EXPIRATION);
        assertThat(job.modelId()).hasSizeLessThanOrEqualTo(2048);
        Stream.of(job.arn().value(), job.status().word(), job.name(), job.modelId(), job.message(), job.roleArn())
                .forEach(SaneJob::text);
        Stream.of(
                        job.counts().total(),
                        job.counts().processed(),
                        job.counts().success(),
                        job.counts().error())
                .forEach(SaneJob::count);
    }

    private static void time(@Nullable Instant time, Instant latest) {
        if (time != null) {
            assertThat(time).isBetween(EARLIEST, latest);
        }
    }

    /** As long as any program can take, and whole characters. */
    private static void text(@Nullable String text) {
        if (text != null) {
            assertThat(text.length()).isLessThanOrEqualTo(4096);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        }
    }

    private static void count(@Nullable Long count) {
        if (count != null) {
            assertThat(count).isBetween(0L, 5L << 30);
        }
    }
}
