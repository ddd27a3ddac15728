package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.poll.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold of every job that comes out of an answer, whatever was answered. */
final class SaneJob {
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private SaneJob() {}

    static void check(JobSnapshot job) {
        assertThat(Target.of(job.arn())).isEqualTo(HostileBedrock.TARGET);
        assertThat(job.arn().value()).hasSizeLessThanOrEqualTo(2048).doesNotContainPattern("[\\p{C}\\p{Z}]");
        assertThat(job.status().word()).isNotBlank();
        assertThat(job.name()).isNotBlank();
        Stream.of(job.submitTime(), job.lastModifiedTime(), job.endTime(), job.jobExpirationTime())
                .forEach(SaneJob::time);
        Stream.of(job.arn().value(), job.status().word(), job.name(), job.modelId(), job.message(), job.roleArn())
                .forEach(SaneJob::text);
        Stream.of(
                        job.counts().total(),
                        job.counts().processed(),
                        job.counts().success(),
                        job.counts().error())
                .forEach(SaneJob::count);
    }

    private static void time(@Nullable Instant time) {
        if (time != null) {
            assertThat(time).isBetween(EARLIEST, LATEST);
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
            assertThat(count).isNotNegative();
        }
    }
}
