package io.github.bedrockbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.HostileTexts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is said to be an ARN or a status. */
final class JobWordsFuzzTest {
    private static final String ARN = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456";

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anArnIsReadOrRefused(@ForAll("arns") String text) {
        Optional<JobArn> strict = readOrRefused(text, JobArn::parse);
        Optional<JobArn> lenient = readOrRefused(text, JobArn::read);
        strict.ifPresent(arn -> assertThat(lenient).contains(arn));
        lenient.ifPresent(arn -> {
            assertThat(arn.value()).isEqualTo(text).hasSizeLessThanOrEqualTo(2048);
            assertThat(text)
                    .endsWith(":" + arn.region() + ":" + arn.accountId() + ":model-invocation-job/" + arn.jobId());
            assertThat(List.of(arn.region(), arn.accountId(), arn.jobId()))
                    .allSatisfy(part -> assertThat(part).isNotBlank().doesNotContainPattern("[\\p{C}\\p{Z}]"));
            assertThat(List.of(arn.region(), arn.accountId())).noneMatch(part -> part.contains(":"));
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aStatusKeepsItsWordAndHasAKnownLabel(@ForAll("statuses") String word) {
        JobStatus status = JobStatus.of(word);
        assertThat(status.word()).isEqualTo(word);
        assertThat(status).isEqualTo(JobStatus.of(word));
        assertThat(status.label()).isIn(status instanceof JobStatus.Known ? word : JobStatus.Unknown.LABEL);
        for (JobStatus known : JobStatus.Known.values()) {
            assertThat(JobLifecycle.kind(known, status)).isNotNull();
            assertThat(JobLifecycle.kind(status, known)).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> arns() {
        return HostileTexts.mutations(ARN, List.of(":", "/", "arn:", "aws-us-gov", "-", "0", "A", " "));
    }

    @Provide
    Arbitrary<String> statuses() {
        return HostileTexts.mutations("InProgress", List.of("Completed", "Failed", "Unknown", " "));
    }

    private static Optional<JobArn> readOrRefused(String text, Function<String, JobArn> reading) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith(text + ": must ");
            return Optional.empty();
        }
    }
}
