package io.github.bedrockbatch.job;

import static io.github.bedrockbatch.job.Looks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private final Transition transition = transition(Known.IN_PROGRESS, Known.FAILED, at(600), at(612));

    @Test
    void idIsTheSameWhoeverSeesIt() {
        assertThat(transition.id())
                .matches("[0-9a-f]{32}")
                .isEqualTo(transition(Known.IN_PROGRESS, Known.FAILED, at(600), at(700))
                        .id());
    }

    @Test
    void idTellsTransitionsApart() {
        assertThat(transition.id())
                .isNotEqualTo(transition(Known.STOPPING, Known.FAILED, at(600), at(612))
                        .id())
                .isNotEqualTo(transition(Known.IN_PROGRESS, Known.COMPLETED, at(600), at(612))
                        .id())
                .isNotEqualTo(transition(Known.IN_PROGRESS, Known.FAILED, at(601), at(612))
                        .id());
    }

    @Test
    void durationsRunFromSubmitPreviousStatusAndChange() {
        assertThat(transition.sinceSubmit()).isEqualTo(Duration.ofMinutes(10));
        assertThat(transition.inPreviousStatus()).isEqualTo(Duration.ofSeconds(500));
        assertThat(transition.detectionDelay()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void durationsAreNeverNegative() {
        Transition early = transition(Known.SUBMITTED, Known.FAILED, at(-10), at(-20));
        assertThat(early.sinceSubmit()).isZero();
        assertThat(early.inPreviousStatus()).isZero();
        assertThat(early.detectionDelay()).isZero();
    }

    private static Transition transition(JobStatus from, JobStatus to, Instant changedAt, Instant observedAt) {
        TransitionKind kind = JobLifecycle.kind(from, to);
        return new Transition(Looks.look(to, changedAt), from, to, kind, at(100), changedAt, observedAt);
    }
}
