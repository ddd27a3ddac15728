package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.testing.Examples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final Instant NOW = Examples.NOON;
    private static final Instant SUBMIT = NOW.minusSeconds(1000);
    private static final JobSnapshot JOB = Examples.job(1, Known.IN_PROGRESS, SUBMIT, NOW.minusSeconds(500));

    @Test
    void aJobThatWasSubmittedWaits() {
        assertThat(words(Timeline.of(JOB, List.of(), Known.SUBMITTED, SUBMIT, NOW, NOW)))
                .containsExactly("Submitted 16m 40s now 0+1000");
    }

    @Test
    void aBaselineSaysSo() {
        List<Step> steps = Timeline.of(JOB, List.of(), Known.IN_PROGRESS, NOW.minusSeconds(500), NOW, NOW);

        assertThat(words(steps)).containsExactly("Submitted 8m 20s 0+500", "InProgress 8m 20s now 500+500");
        assertThat(steps.getLast().note()).contains("when it was first seen");
    }

    @Test
    void whatWasNotSeenIsTold() {
        Transition late = new Transition(
                JOB,
                Known.VALIDATING,
                Known.IN_PROGRESS,
                TransitionKind.SKIPPED,
                NOW.minusSeconds(900),
                NOW.minusSeconds(500),
                NOW);

        List<Step> steps = Timeline.of(JOB, List.of(late), Known.IN_PROGRESS, NOW.minusSeconds(500), NOW, NOW);

        assertThat(words(steps))
                .containsExactly(
                        "Submitted 1m 40s 0+100", "Validating 6m 40s 100+400", "InProgress 8m 20s now 500+500");
        assertThat(steps.get(1).note()).contains("was not seen");
        assertThat(steps.get(2).note()).contains("no poll caught");
    }

    @Test
    void aStatusThatItEndedInDoesNotLast() {
        Transition end = transition(Known.SUBMITTED, Known.EXPIRED, NOW.minusSeconds(100));

        assertThat(words(Timeline.of(JOB, List.of(end), Known.EXPIRED, NOW.minusSeconds(100), null, NOW)))
                .containsExactly("Submitted 15m 0+1000", "Expired null 1000+0");
    }

    @Test
    void clocksMayDiffer() {
        Transition early = transition(Known.SUBMITTED, Known.FAILED, SUBMIT.minusSeconds(5));

        assertThat(words(Timeline.of(JOB, List.of(early), Known.FAILED, SUBMIT.minusSeconds(5), null, NOW)))
                .containsExactly("Submitted 0s 0+0", "Failed null 0+0");
    }

    private static Transition transition(JobStatus from, JobStatus to, Instant at) {
        return new Transition(JOB, from, to, TransitionKind.EXPECTED, SUBMIT, at, NOW);
    }

    private static List<String> words(List<Step> steps) {
        return steps.stream()
                .map(step -> step.status().word() + " " + step.lasted() + (step.now() ? " now " : " ") + step.start()
                        + "+" + step.length())
                .toList();
    }
}
